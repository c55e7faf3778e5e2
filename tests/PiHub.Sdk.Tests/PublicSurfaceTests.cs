using System.Reflection;
using PiHub.Sdk.Plugins;

namespace PiHub.Sdk.Tests;

public sealed class PublicSurfaceTests
{
    private const int TypeBudget = 75;
    private const string AcceptVariable = "PIHUB_ACCEPT_API";
    private const string HeadingPrefix = "# PiHub.Sdk ";

    private static readonly Assembly Sdk = typeof(IPlugin).Assembly;

    /// <summary>The recorded surface is the promise to plugin authors: it changes only with the version.</summary>
    [Fact]
    public void Render_SdkAndItsVersion_EqualTheRecord()
    {
        string path = Path.Combine(RepositoryRoot(), "sdk", "PiHub.Sdk", "PublicAPI.Shipped.txt");
        string[] actual = [HeadingPrefix + Version(), .. PublicSurface.Render(Sdk)];
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllLines(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing. Write it: {AcceptVariable}=1 dotnet test tests/PiHub.Sdk.Tests");
        string? difference = Difference(File.ReadAllLines(path), actual);
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void Render_Sdk_StaysWithinItsBudget()
    {
        int count = Sdk.GetExportedTypes().Length;
        Assert.True(
            count <= TypeBudget,
            $"The SDK has {count} public types, more than {TypeBudget}. Can the BCL do it, can two members compose to it, do two shipped "
            + "plugins need it, can it be an optional interface?");
    }

    [Theory]
    [InlineData("0.1.0", "0.1.0", "a b", "a b", null)]
    [InlineData("0.1.0", "0.1.0", "a b", "a b c", "minor version")]
    [InlineData("0.1.0", "0.1.0", "a b", "a", "minor version")]
    [InlineData("1.1.0", "1.1.0", "a b", "a b c", "minor version")]
    [InlineData("1.1.0", "1.1.0", "a b", "a c", "major version")]
    [InlineData("0.1.0", "0.2.0", "a b", "a b", "is of version 0.1.0")]
    public void Difference_AnyChange_NamesTheVersionToRaise(
        string recordedVersion, string version, string recorded, string actual, string? advice)
    {
        string? difference = Difference(
            [HeadingPrefix + recordedVersion, .. recorded.Split(' ')], [HeadingPrefix + version, .. actual.Split(' ')]);
        if (advice is null)
        {
            Assert.Null(difference);
        }
        else
        {
            Assert.Contains(advice, difference, StringComparison.Ordinal);
        }
    }

    private static string? Difference(string[] recorded, string[] actual)
    {
        string[] removed = [.. recorded.Skip(1).Except(actual.Skip(1)).Select(line => "- " + line)];
        string[] added = [.. actual.Skip(1).Except(recorded.Skip(1)).Select(line => "+ " + line)];
        string recordedVersion = recorded[0][HeadingPrefix.Length..];
        string version = actual[0][HeadingPrefix.Length..];
        string regenerate = $"Then record it: {AcceptVariable}=1 dotnet test tests/PiHub.Sdk.Tests";
        if (removed.Length + added.Length > 0)
        {
            // SemVer 2.0.0, item 4: below 1.0.0 anything may change; the minor version tells that it did.
            string part = removed.Length > 0 && !recordedVersion.StartsWith("0.", StringComparison.Ordinal) ? "major" : "minor";
            return $"The SDK's public surface differs from the record of version {recordedVersion}:\n{string.Join('\n', [.. removed, .. added])}\n"
                + $"Plugins depend on it: raise the {part} version in sdk/PiHub.Sdk.Build/build/PiHub.Sdk.Version.props (now {version}). {regenerate}";
        }

        return version == recordedVersion ? null
            : $"The recorded surface is of version {recordedVersion}, the SDK's version is {version}. {regenerate}";
    }

    private static string Version() =>
        Sdk.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PiHub.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No PiHub.sln above " + AppContext.BaseDirectory);
    }
}
