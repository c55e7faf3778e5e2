using System.Formats.Tar;
using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;

namespace PiHub.Backup.Tests;

[SupportedOSPlatform("linux")]
public sealed class BackupStoreTests : IDisposable
{
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CreateAsync_RunningHub_TakesAllButWhatIsUnderWay()
    {
        string backup = await _folder.BackUpAsync();
        Assert.Equal(
            [
                "hub.db", "keys/key-1.xml", "manifest.json", "plugin-data/tally/notes.txt", "plugin-data/tally/plugin.db",
                "readings/blocks/00000001.blocks",
            ],
            await NamesAsync(backup));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        Assert.False(Directory.Exists(_folder.PathOf("backups/.making")));
    }

    [Fact]
    public async Task CreateAsync_LeavesSessionsOut()
    {
        await using (SqliteConnection hub = Hub())
        {
            await hub.ExecuteAsync("CREATE TABLE session(id TEXT); INSERT INTO session VALUES('a-session')");
        }

        string backup = await _folder.BackUpAsync();
        await new BackupRestore(_folder.Path, TimeProvider.System).RunAsync(backup, isDryRun: false, CancellationToken.None);

        Assert.DoesNotContain("a-session", await File.ReadAllTextAsync(backup, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        await using SqliteConnection restored = Hub();
        Assert.Equal(0, await restored.ExecuteScalarAsync<int>("SELECT count(*) FROM session"));
        Assert.Equal(1, await restored.ExecuteScalarAsync<int>("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task CreateAsync_Fails_LeavesNothing()
    {
        using BackupStore store = _folder.Store((_, _) => throw new IOException("No space left on device."));
        await Assert.ThrowsAsync<IOException>(() => store.CreateAsync(CancellationToken.None));
        Assert.Empty(store.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf("backups")));
    }

    [Fact]
    public async Task CreateAsync_DatabaseIsNone_NamesIt()
    {
        _folder.Write("plugin-data/broken/plugin.db", new string('x', 5_000));
        using BackupStore store = _folder.Store();
        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => store.CreateAsync(CancellationToken.None));
        Assert.Contains("plugin-data/broken/plugin.db", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_OneUnderWay_AnswersNull()
    {
        var release = new TaskCompletionSource();
        using BackupStore store = _folder.Store(async (_, _) => await release.Task);
        Task<BackupFile?> first = store.CreateAsync(CancellationToken.None);
        Assert.Null(await store.CreateAsync(CancellationToken.None));
        release.SetResult();
        Assert.NotNull(await first);
    }

    [Theory]
    [InlineData("../hub.db")]
    [InlineData("pihub-../../hub.db.tar")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("pihub-20260101T000000Z.tar")]
    public async Task Open_NameOfNone_FindsNothing(string name)
    {
        await _folder.BackUpAsync();
        using BackupStore store = _folder.Store();
        Assert.Null(store.Open(name));
        Assert.False(store.Delete(name));
    }

    [Fact]
    public async Task Delete_Backup_IsGone()
    {
        await _folder.BackUpAsync();
        using BackupStore store = _folder.Store();
        Assert.True(store.Delete(Assert.Single(store.List()).Name));
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task RestoreAsync_UploadedBackup_IsPutInPlaceByTheNextStart()
    {
        byte[] backup = File.ReadAllBytes(await _folder.BackUpAsync());
        _folder.Write("keys/key-1.xml", "other key");
        using BackupStore store = _folder.Store();
        foreach (BackupFile made in store.List())
        {
            store.Delete(made.Name);
        }

        BackupFile? added = await store.AddAsync(new MemoryStream(backup), CancellationToken.None);
        BackupContent? tried = await store.RestoreAsync(added?.Name ?? "", isDryRun: true, CancellationToken.None);
        Assert.Null(RestoreSwap.Finish(_folder.PathOf("")));
        BackupContent? content = await store.RestoreAsync(added?.Name ?? "", isDryRun: false, CancellationToken.None);

        Assert.Equal((5, tried), (content?.Files, content));
        Assert.Equal("other key", _folder.Read("keys/key-1.xml"));
        Assert.NotNull(RestoreSwap.Finish(_folder.PathOf("")));
        Assert.Equal("key", _folder.Read("keys/key-1.xml"));
    }

    [Fact]
    public async Task RestoreAsync_WhatIsNoBackup_IsRefusedAndNothingIsPrepared()
    {
        using BackupStore store = _folder.Store();
        BackupFile? added = await store.AddAsync(new MemoryStream("no tar"u8.ToArray()), CancellationToken.None);

        await Assert.ThrowsAsync<BackupException>(() => store.RestoreAsync(added?.Name ?? "", isDryRun: false, CancellationToken.None));
        Assert.Null(await store.RestoreAsync("pihub-20260101T000000Z.tar", isDryRun: false, CancellationToken.None));
        Assert.Null(RestoreSwap.Finish(_folder.PathOf("")));
    }

    private SqliteConnection Hub() =>
        new(new SqliteConnectionStringBuilder { DataSource = _folder.PathOf("hub.db"), Pooling = false }.ConnectionString);

    private static async Task<IEnumerable<string>> NamesAsync(string backup)
    {
        await using FileStream file = File.OpenRead(backup);
        await using var tar = new TarReader(file);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names.Order(StringComparer.Ordinal);
    }
}
