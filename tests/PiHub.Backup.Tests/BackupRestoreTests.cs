using System.Formats.Tar;
using System.Text;

namespace PiHub.Backup.Tests;

public sealed class BackupRestoreTests : IDisposable
{
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Backup_BringsBackWhatWasThereAndKeepsWhatIs()
    {
        string backup = await _folder.BackUpAsync();
        _folder.AddDatabase("hub.db", "second");
        _folder.Write("keys/key-1.xml", "other key");
        _folder.Write("tls/new.pem", "not in the backup");
        string? former = await Restore().RunAsync(backup, isDryRun: false, CancellationToken.None);

        Assert.Equal(["first"], _folder.ReadDatabase("hub.db"));
        Assert.Equal(["tally"], _folder.ReadDatabase("plugin-data/tally/plugin.db"));
        Assert.Equal("key", _folder.Read("keys/key-1.xml"));
        Assert.Equal("consistent", _folder.Read("readings/blocks/00000001.blocks"));
        Assert.False(_folder.Has("tls/new.pem"));
        Assert.NotNull(former);
        Assert.Equal("other key", File.ReadAllText(Path.Combine(former, "keys/key-1.xml")));
        Assert.True(File.Exists(Path.Combine(former, "tls/new.pem")));
        Assert.True(File.Exists(backup));
    }

    [Fact]
    public async Task RunAsync_DryRun_ChangesNothing()
    {
        string backup = await _folder.BackUpAsync();
        _folder.Write("keys/key-1.xml", "other key");
        Assert.Null(await Restore().RunAsync(backup, isDryRun: true, CancellationToken.None));
        Assert.Equal("other key", _folder.Read("keys/key-1.xml"));
        Assert.False(Directory.Exists(_folder.PathOf("backups/.restoring")));
    }

    [Fact]
    public async Task RunAsync_AnyByteChangedOrCut_IsRefusedAndChangesNothing()
    {
        string backup = await _folder.BackUpAsync();
        byte[] whole = File.ReadAllBytes(backup);
        _folder.Write("keys/key-1.xml", "other key");
        var random = new Random(20260101);
        int refused = 0;
        for (int round = 0; round < 200; round++)
        {
            bool isCut = round % 2 == 0;
            byte[] damaged = isCut ? whole[..random.Next(whole.Length - 2_048)] : [.. whole];
            if (!isCut)
            {
                damaged[random.Next(whole.Length)] ^= (byte)random.Next(1, 256);
            }

            string path = _folder.PathOf("damaged.tar");
            File.WriteAllBytes(path, damaged);
            try
            {
                await Restore().RunAsync(path, isDryRun: true, CancellationToken.None);
                Assert.False(isCut); // a byte that says nothing, such as a tar header's padding, may change
            }
            catch (BackupException)
            {
                refused++;
            }

            Assert.Equal("other key", _folder.Read("keys/key-1.xml"));
            Assert.False(Directory.Exists(_folder.PathOf("backups/.restoring")));
        }

        Assert.InRange(refused, 100, 200);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("keys/../../outside.txt")]
    [InlineData("keys\\..\\outside.txt")]
    public async Task RunAsync_NameOutside_IsRefused(string name)
    {
        string path = _folder.PathOf("hostile.tar");
        await using (FileStream file = File.Create(path))
        {
            await using var tar = new TarWriter(file);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("x")) });
        }

        BackupException exception = await Assert.ThrowsAsync<BackupException>(
            () => Restore().RunAsync(path, isDryRun: false, CancellationToken.None));
        Assert.Contains("outside the data folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Link_IsRefused()
    {
        string path = _folder.PathOf("hostile.tar");
        await using (FileStream file = File.Create(path))
        {
            await using var tar = new TarWriter(file);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "keys") { LinkName = "/etc" });
        }

        await Assert.ThrowsAsync<BackupException>(() => Restore().RunAsync(path, isDryRun: false, CancellationToken.None));
    }

    [Fact]
    public void Finish_NothingPrepared_DoesNothing()
    {
        Assert.Null(RestoreSwap.Finish(_folder.Path));
        Assert.Equal("key", _folder.Read("keys/key-1.xml"));
    }

    // What a power cut leaves: some of the former files moved, some not; or all moved, and the new ones half in place.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Finish_InterruptedSwap_IsFinished(bool areFormerMoved)
    {
        _folder.Write("backups/.restoring/content/keys/key-1.xml", "restored");
        _folder.Write("backups/.restoring/content/notes.txt", "restored");
        _folder.Write("backups/.restoring/ready", "before-20260101T000000Z");
        if (areFormerMoved)
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(_folder.Path)
                .Where(path => Path.GetFileName(path) is not ("backups" or "pihub.lock")).ToList())
            {
                Directory.Move(path, Path.Combine(Directory.CreateDirectory(_folder.PathOf("backups/before")).FullName, Path.GetFileName(path)));
            }

            _folder.Write("keys/key-1.xml", "restored");
            Directory.Delete(_folder.PathOf("backups/.restoring/content/keys"), recursive: true);
            _folder.Write("backups/.restoring/moved", "");
        }

        Assert.NotNull(RestoreSwap.Finish(_folder.Path));
        Assert.Equal("restored", _folder.Read("keys/key-1.xml"));
        Assert.Equal("restored", _folder.Read("notes.txt"));
        Assert.False(_folder.Has("hub.db"));
        Assert.False(Directory.Exists(_folder.PathOf("backups/.restoring")));
    }

    private BackupRestore Restore() => new(_folder.Path, TimeProvider.System);
}
