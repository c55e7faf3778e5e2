using System.Diagnostics;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Guide;

/// <summary>An author at his machine: an empty folder, a home of his own, the .NET SDK, the PiHub packages and the hub's command line.</summary>
internal sealed class GuideShell : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    private string Packages => Path.Combine(_folder.Path, "packages");

    private string Work => Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName;

    /// <summary>Where the author stands after the last commands.</summary>
    private string Here { get; set; } = "";

    public string DataFolder { get; set; } = "";

    public string HubAddress { get; set; } = "";

    /// <summary>Makes the packages for authors of this repository.</summary>
    public async Task MakePackagesAsync()
    {
        foreach (string project in new[] { "PiHub.Sdk", "PiHub.Sdk.Testing", "template" })
        {
            await RunAsync(
                $"dotnet pack '{Path.Combine(Artifacts.Repository, "sdk", project)}' -c Release -o '{Packages}' -nodeReuse:false", isAuthor: false);
        }

        Here = Work;
    }

    /// <summary>Does a step of the guide.</summary>
    /// <returns>What its commands printed.</returns>
    public async Task<string> FollowAsync(GuideStep step)
    {
        if (step.Kind == "file")
        {
            await File.WriteAllTextAsync(Path.Combine(Here, step.Name), step.Content);
            return "";
        }

        string place = Path.Combine(_folder.Path, "here");
        string output = await RunAsync($"{step.Content}\npwd > '{place}'", isAuthor: true);
        Here = (await File.ReadAllTextAsync(place)).Trim();
        return output;
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> RunAsync(string commands, bool isAuthor)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = isAuthor ? Here : _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // or a build node would hold the folder after the test
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        if (isAuthor)
        {
            start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_folder.Path, "home");
            start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "home", "packages");
            start.Environment["PATH"] = $"{Path.GetDirectoryName(Artifacts.Executable)}:{start.Environment["PATH"]}";
            start.Environment["PACKAGES"] = Packages;
            start.Environment["DATA"] = DataFolder;
            start.Environment["HUB"] = HubAddress;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        string text = await output;
        Assert.True(process.ExitCode == 0, $"{commands}\nended with {process.ExitCode}:\n{text}\n{await error}");
        return text;
    }
}
