using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Browser;

/// <summary>A demo hub with the showcase plugin, and a real browser.</summary>
public sealed class ShowcaseFixture : BrowserFixture
{
    private readonly TemporaryFolder _data = new();

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }

    private protected override Task<HubProcess> StartHubAsync()
    {
        // The build put the plugin's complete folder beside this project's, in the same configuration.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
        string source = Path.Combine(Artifacts.Repository, "tests/Fixtures.Plugins/Showcase/bin", configuration, "net10.0");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_data.Path, "plugins", "showcase", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? _data.Path);
            File.Copy(file, copy);
        }

        return HubProcess.StartAsync(_data.Path, "--demo");
    }
}
