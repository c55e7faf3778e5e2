using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Loading;

public sealed class PluginFoldersTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly PluginFolders _folders;

    public PluginFoldersTests() => _folders = new PluginFolders(
        new PluginHostOptions { Folders = [Path.Combine(_root, "bundled")], InstalledFolder = Installed(), DataFolder = _root },
        NullLogger<PluginRegistry>.Instance);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Scan_FindsBundledAndInstalledVersions_TheHighestFirst()
    {
        FixtureFolder.Copy("Upgrade.V1", Path.Combine(_root, "bundled", "upgrade"));
        FixtureFolder.Copy("Upgrade.V1", Installed("upgrade", "1.0.0")); // hides the bundled one
        FixtureFolder.Copy("Upgrade.V2", Installed("upgrade", "2.0.0"));
        FixtureFolder.Copy("Upgrade.V2", Installed("upgrade", "2.0.0~0badcafe"), manifest => manifest["version"] = "2.0.0-rc.1");
        FixtureFolder.Copy("Upgrade.V2", Installed(".staging", "upgrade"));

        IGrouping<string, PluginFolder> plugin = Assert.Single(_folders.Scan());

        Assert.Equal(["2.0.0", "2.0.0~0badcafe", "1.0.0"], plugin.Select(version => version.Name));
        Assert.All(plugin, version => Assert.Equal(PluginSource.Installed, version.Source));
    }

    [Fact]
    public void Scan_ListsADroppedFolderThatCannotBeUsed_WithTheReason()
    {
        Directory.CreateDirectory(Installed("broken"));
        File.WriteAllText(Path.Combine(Installed("broken"), "plugin.json"), "{");
        FixtureFolder.Copy("Upgrade.V1", Installed("other", "1.0.0"));

        IReadOnlyList<IGrouping<string, PluginFolder>> plugins = _folders.Scan();

        Assert.Equal(["broken", "other"], plugins.Select(plugin => plugin.Key));
        Assert.Contains("not JSON", plugins[0].Single().Trouble, StringComparison.Ordinal);
        Assert.Contains("its manifest says 'upgrade'", plugins[1].Single().Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_EndsDeletionsThatWereInterrupted()
    {
        FixtureFolder.Copy("Upgrade.V1", Installed("upgrade", ".deleted-1.0.0"));
        FixtureFolder.Copy("Upgrade.V2", Installed(".deleted-upgrade", "2.0.0"));

        Assert.Empty(_folders.Scan());

        Assert.False(Directory.Exists(Installed("upgrade", ".deleted-1.0.0")));
        Assert.False(Directory.Exists(Installed(".deleted-upgrade")));
    }

    [Fact]
    public void Place_NamesAnotherContentAfterItsHash_AndKeepsTheSameContent()
    {
        PluginFolder first = Place("a", known: []);
        PluginFolder other = Place("b", "Other.", first);
        PluginFolder same = Place("c", "Other.", first, other);

        Assert.Equal("1.0.0", first.Name);
        Assert.Equal(Installed("upgrade", "1.0.0"), first.Path);
        Assert.Matches("^1\\.0\\.0~[0-9a-f]{8}$", other.Name);
        Assert.Equal(other, same);
        Assert.True(Directory.Exists(Installed(".staging", "c"))); // whoever staged it deletes it
        Assert.False(Directory.Exists(Installed(".staging", "b")));
    }

    private PluginFolder Place(string name, string description = "", params PluginFolder[] known)
    {
        string folder = FixtureFolder.Copy("Upgrade.V1", Installed(".staging", name), manifest => manifest["description"] = description);
        var package = new StagedPackage
        {
            Folder = folder,
            Manifest = PluginFolder.Read(folder).Manifest!, // the fixtures have one
            Sha256 = "0123456789abcdef",
        };
        return _folders.Place(package, known);
    }

    private string Installed(params string[] parts) => Path.Combine([_root, "plugins", .. parts]);
}
