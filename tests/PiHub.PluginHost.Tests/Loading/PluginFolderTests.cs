using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Tests.Loading;

public sealed class PluginFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Scan_CopyInALaterRoot_IsShadowedWithoutAnError()
    {
        string own = Install("own/meter", "meter");
        Install("bundled/meter", "meter");
        string other = Install("bundled/other", "other");

        IReadOnlyList<PluginFolder> found = Scan("own", "bundled");

        Assert.Equal([own, other], found.Select(plugin => plugin.Path));
        Assert.All(found, plugin => Assert.Empty(plugin.Errors));
    }

    [Fact]
    public void Scan_TwoOfOneIdInTheSameRoot_NamesTheMistake()
    {
        string first = Install("own/a", "meter");
        string second = Install("own/b", "meter");
        Install("bundled/meter", "meter");

        IReadOnlyList<PluginFolder> found = Scan("own", "bundled");

        Assert.Equal([first, second], found.Select(plugin => plugin.Path));
        Assert.Empty(found[0].Errors);
        Assert.Contains(first, Assert.Single(found[1].Errors), StringComparison.Ordinal);
    }

    private IReadOnlyList<PluginFolder> Scan(params IEnumerable<string> roots) =>
        PluginFolder.Scan(roots.Select(root => Path.Combine(_folder, root)), NullLogger.Instance);

    private string Install(string path, string id)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, path)).FullName;
        File.WriteAllText(Path.Combine(folder, "Meter.dll"), "");
        File.WriteAllText(
            Path.Combine(folder, "plugin.json"),
            $$"""{"id":"{{id}}","name":"A","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"Meter.dll"}""");
        return folder;
    }
}
