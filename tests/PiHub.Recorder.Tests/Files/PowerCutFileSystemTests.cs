using System.Text;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Tests.Files;

public sealed class PowerCutFileSystemTests
{
    private const string Folder = "/data";
    private const string One = "/data/one";
    private readonly PowerCutFileSystem _files = new();

    public PowerCutFileSystemTests() => _files.CreateFolder(Folder);

    [Fact]
    public void CutPower_SyncedBytesUnderASyncedName_Survive()
    {
        using IStorageFile file = Create(One, "synced");
        foreach (PowerCutFileSystem next in Cuts())
        {
            Assert.Equal("synced", Text(next, One));
        }
    }

    [Fact]
    public void CutPower_UnsyncedBytes_SurviveWholeTornOrNotAtAll()
    {
        using IStorageFile file = Create(One, "");
        file.Write(0, Encoding.ASCII.GetBytes(new string('a', 512) + new string('b', 512)));
        HashSet<string> outcomes = [.. Cuts().Select(next => Shape(_ = next.ReadAll(One)))];
        Assert.Superset(new HashSet<string> { "", "a", "ab", "0b", "00" }, outcomes);
        Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["", "a", "ab", "0b", "00", "a0"]));

        static string Shape(byte[] bytes) => string.Concat(bytes.Chunk(512).Select(sector =>
        {
            Assert.Single(sector.Distinct()); // sectors are written whole
            return sector[0] == 0 ? '0' : (char)sector[0];
        }));
    }

    [Fact]
    public void CutPower_OfTwoWritesTheLaterMaySurviveAlone()
    {
        using IStorageFile file = Create(One, "....");
        file.Write(0, "a"u8);
        file.Write(1, "b"u8);
        Assert.Equal(["....", ".b..", "a...", "ab.."], Cuts().Select(next => Text(next, One)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void CutPower_NamesThatWereNotSynced_SurvivePerhaps()
    {
        using IStorageFile kept = Create(One, "1");
        using IStorageFile two = Create("/data/two", "2");
        using IStorageFile three = _files.Open("/data/three");
        three.Sync();
        _files.Delete("/data/two");
        _files.Move(One, "/data/moved");
        string[] outcomes = [.. Cuts().Select(next => string.Join(' ', next.List(Folder).Select(Path.GetFileName))).Distinct()];
        Assert.Equal(8, outcomes.Length);
        Assert.Contains("moved", outcomes);
        Assert.Contains("one three two", outcomes);
    }

    [Fact]
    public void CutPower_ThisMachineAndItsFiles_Throw()
    {
        using IStorageFile file = Create(One, "x");
        _files.CutPower(new Random(1));
        Assert.Throws<IOException>(() => file.Write(0, "y"u8));
        Assert.Throws<IOException>(() => file.Read(0, new byte[1]));
        Assert.Throws<IOException>(() => _files.Open(One));
        Assert.Throws<IOException>(() => _files.List(Folder));
    }

    [Fact]
    public void OperationsLeft_PassedBy_ThePowerIsOff()
    {
        using IStorageFile file = Create(One, "x");
        _files.OperationsLeft = 1;
        file.Write(0, "y"u8);
        Assert.Throws<IOException>(file.Sync);
        Assert.Throws<IOException>(() => file.Length);
    }

    [Fact]
    public void BytesLeft_PassedBy_WritesWhatFitsAndThrowsUntilThereIsSpace()
    {
        using IStorageFile file = Create(One, "");
        _files.BytesLeft = 3;
        Assert.StartsWith("No space left", Assert.Throws<IOException>(() => file.Write(0, "abcd"u8)).Message, StringComparison.Ordinal);
        Assert.Equal("abc", Text(_files, One));
        _files.BytesLeft = 10;
        file.Write(3, "d"u8);
        Assert.Equal("abcd", Text(_files, One));
        Assert.Equal(9, _files.FreeBytes(Folder));
    }

    [Fact]
    public void IsReadOnly_RefusesEveryChangeAndReads()
    {
        using IStorageFile file = Create(One, "x");
        _files.IsReadOnly = true;
        Assert.Throws<IOException>(() => file.Write(0, "y"u8));
        Assert.Throws<IOException>(file.Sync);
        Assert.Throws<IOException>(() => _files.Open("/data/new"));
        Assert.Throws<IOException>(() => _files.Delete(One));
        Assert.Equal("x", Text(_files, One));
    }

    [Fact]
    public void FailingSyncs_WhatWasWrittenIsSeen_AndNoLaterSyncKeepsIt()
    {
        using IStorageFile file = Create(One, "");
        file.Write(0, "lost"u8);
        _files.FailingSyncs = 1;
        Assert.Throws<IOException>(file.Sync);
        file.Sync();
        Assert.Equal("lost", Text(_files, One));
        Assert.DoesNotContain(Cuts(), next => Text(next, One) == "lost");
    }

    [Fact]
    public void OpenRead_DeletedFile_StaysReadable()
    {
        Create(One, "x").Dispose();
        using IStorageFile file = _files.OpenRead(One);
        _files.Delete(One);
        byte[] bytes = new byte[2];
        Assert.Equal(1, file.Read(0, bytes));
        Assert.Throws<FileNotFoundException>(() => _files.OpenRead(One));
    }

    [Fact]
    public void Damages_AreSeenAndStayOverACut()
    {
        using IStorageFile file = Create(One, "abc");
        _files.Flip(One, 1, 0x01);
        _files.Truncate(One, 2);
        Assert.All(Cuts(), next => Assert.Equal("ac", Text(next, One)));
    }

    private static string Text(PowerCutFileSystem files, string path) => Encoding.ASCII.GetString(files.ReadAll(path));

    // Each cut decides anew what survives.
    private IEnumerable<PowerCutFileSystem> Cuts() => Enumerable.Range(0, 200).Select(seed => _files.CutPower(new Random(seed)));

    private IStorageFile Create(string path, string text)
    {
        IStorageFile file = _files.Open(path);
        file.Write(0, Encoding.ASCII.GetBytes(text));
        file.Sync();
        _files.SyncFolder(Folder);
        return file;
    }
}
