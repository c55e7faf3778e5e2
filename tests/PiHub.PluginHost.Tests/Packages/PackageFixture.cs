using System.IO.Compression;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Packages;

namespace PiHub.PluginHost.Tests.Packages;

/// <summary>A folder of plugins with staging, and packages made of the fixture plugin "probe".</summary>
internal sealed class PackageFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-");

    public PackageFixture(Action<PackageOptions>? configure = null)
    {
        Options.Folder = Directory.CreateDirectory(In("plugins")).FullName;
        configure?.Invoke(Options);
        Staging = new PackageStaging(
            Microsoft.Extensions.Options.Options.Create(Options),
            Microsoft.Extensions.Options.Options.Create(new PluginHostOptions { ReservedIds = ["devices"] }),
            TimeProvider.System);
    }

    public PackageOptions Options { get; } = new() { DropSettleTime = TimeSpan.FromMilliseconds(100), DropPollInterval = TimeSpan.FromSeconds(1) };

    public PackageStaging Staging { get; }

    public IOptions<PackageOptions> Wrapped => Microsoft.Extensions.Options.Options.Create(Options);

    /// <summary>The complete output folder of the fixture plugin.</summary>
    public static string Probe
    {
        get
        {
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
            return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Fixtures.Plugins/Probe/bin", configuration, "net10.0"));
        }
    }

    public static string Manifest(string version = "1.0.0", string id = "probe") =>
        $$"""{"id":"{{id}}","name":"Probe","version":"{{version}}","sdk":">=0.3.0 <0.4.0","entry":"Probe.dll"}""";

    public string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A package that is good but for what is done to it.</summary>
    public static byte[] Zip(Action<ZipArchive>? change = null, string? manifest = null)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "plugin.json", System.Text.Encoding.UTF8.GetBytes(manifest ?? Manifest()));
            Add(archive, "Probe.dll", File.ReadAllBytes(Path.Combine(Probe, "Probe.dll")));
            change?.Invoke(archive);
        }

        return bytes.ToArray();
    }

    public static ZipArchiveEntry Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name);
        using Stream target = entry.Open();
        target.Write(content);
        return entry;
    }

    /// <summary>A plain folder with the plugin.</summary>
    public string Folder(string name, string? manifest = null)
    {
        string folder = Directory.CreateDirectory(In(name)).FullName;
        File.Copy(Path.Combine(Probe, "Probe.dll"), Path.Combine(folder, "Probe.dll"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "plugin.json"), manifest ?? Manifest());
        return folder;
    }

    public async Task<StagedPackage> StageAsync(byte[] zip, string? sha256 = null)
    {
        using var stream = new MemoryStream(zip);
        return await Staging.StageAsync(stream, "upload", sha256, CancellationToken.None);
    }

    /// <summary>Stages what must be refused, and sees that nothing is left of it.</summary>
    public async Task<IReadOnlyList<string>> RefuseAsync(byte[] zip, string? sha256 = null)
    {
        var refused = await Assert.ThrowsAsync<PackageRefusedException>(() => StageAsync(zip, sha256));
        AssertNothingIsLeft();
        return refused.Reasons;
    }

    public void AssertNothingIsLeft()
    {
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Options.Folder), path => Path.GetFileName(path) != ".staging");
        string staging = Path.Combine(Options.Folder, ".staging");
        Assert.True(!Directory.Exists(staging) || !Directory.EnumerateFileSystemEntries(staging).Any());
        Assert.Equal(["plugins"], Directory.EnumerateFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Where(name => !name!.StartsWith("in-", StringComparison.Ordinal))); // never null
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
