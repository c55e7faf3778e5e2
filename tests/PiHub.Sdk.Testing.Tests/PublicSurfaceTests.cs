using PiHub.Sdk.Tests;

namespace PiHub.Sdk.Testing.Tests;

public sealed class PublicSurfaceTests
{
    private const int TypeBudget = 20;
    private const string AcceptVariable = "PIHUB_ACCEPT_API";

    /// <summary>Tests of plugins depend on it: it changes knowingly only.</summary>
    [Fact]
    public void Render_Testing_EqualsTheRecord()
    {
        string path = Path.Combine(RepositoryRoot(), "sdk", "PiHub.Sdk.Testing", "PublicAPI.Shipped.txt");
        string[] actual = [.. PublicSurface.Render(typeof(PluginUnderTest).Assembly)];
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllLines(path, actual);
        }

        string[] recorded = File.ReadAllLines(path);
        Assert.True(
            recorded.SequenceEqual(actual),
            $"The surface differs from its record; {AcceptVariable}=1 dotnet test tests/PiHub.Sdk.Testing.Tests records it.\n"
            + string.Join('\n', recorded.Except(actual).Select(line => "- " + line).Concat(actual.Except(recorded).Select(line => "+ " + line))));
    }

    [Fact]
    public void Render_Testing_StaysWithinItsBudget() =>
        Assert.InRange(typeof(PluginUnderTest).Assembly.GetExportedTypes().Length, 1, TypeBudget);

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
