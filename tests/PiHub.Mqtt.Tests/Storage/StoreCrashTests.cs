using Dapper;
using PiHub.Mqtt.Storage;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>The files as they are at any moment load to what the first units made of them.</summary>
public sealed class StoreCrashTests : IDisposable
{
    private const int Units = 300;
    private readonly StoreFolder _folder = new();
    private readonly Random _random = new(20260101);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Crash_RightAfterACommit_KeepsEverythingCommitted()
    {
        // The copy is taken on the writer, between two commits: what a killed process leaves.
        var copies = new List<(int Committed, string Path)>();
        List<string> states = await WriteAsync(opened: null, index =>
        {
            if (_random.Next(30) == 0)
            {
                copies.Add((index + 1, Copy($"copy{index}")));
            }
        });
        Assert.NotEmpty(copies);
        foreach ((int committed, string path) in copies)
        {
            int prefix = states.IndexOf(await _folder.ReloadAsync(path: path));
            Assert.True(prefix >= 0, "The copy is no prefix of the units.");

            // Equal states may follow each other: the last one counts.
            Assert.True(states.LastIndexOf(states[prefix]) >= committed, $"{committed} units were committed, the copy holds {prefix}.");
        }
    }

    [Fact]
    public async Task PowerCut_InTheMiddleOfTheLog_LeavesWholeUnitsOnly()
    {
        // Without checkpoints everything is in the log, which a power cut may end anywhere after the last sync.
        List<string> states = await WriteAsync(writer => writer.Execute("PRAGMA wal_autocheckpoint=0"), index =>
        {
            if (index == Units - 1)
            {
                Copy("whole");
            }
        });
        string whole = Path.Combine(_folder.Folder, "whole");
        byte[] log = await File.ReadAllBytesAsync(whole + "-wal");
        var prefixes = new HashSet<int>();
        for (int round = 0; round < 60; round++)
        {
            string cut = Path.Combine(_folder.Folder, $"cut{round}");
            File.Copy(whole, cut);
            byte[] rest = log[.._random.Next(log.Length)];
            new Random(round).NextBytes(rest.AsSpan(Math.Max(0, rest.Length - 100))); // the last write is torn
            await File.WriteAllBytesAsync(cut + "-wal", rest);
            int prefix = states.IndexOf(await _folder.ReloadAsync(path: cut));
            Assert.True(prefix >= 0, "The cut log is no prefix of the units.");
            prefixes.Add(prefix);
        }

        Assert.Equal(0, _folder.Logged(StoreFolder.DamagedFileMoved));
        Assert.True(prefixes.Count > 10, "The cuts did not differ.");
    }

    // Appends units, some of them many at once; gives the states before the first and after each of them.
    private async Task<List<string>> WriteAsync(Action<Microsoft.Data.Sqlite.SqliteConnection>? opened, Action<int> committed)
    {
        var script = new UnitScript();
        var model = new StoreModel();
        List<string> states = [StateText.Of(model.State)];
        await using SqliteBrokerStore store = await _folder.OpenAsync(opened: opened);
        for (int index = 0; index < Units; index++)
        {
            int number = index;
            StoreUnit unit = script.Next([_random.Next(1_000_000), _random.Next(1_000_000), _random.Next(1_000_000)]).Then(() => committed(number));
            model.Apply(unit);
            states.Add(StateText.Of(model.State));
            Task appended = store.AppendAsync(unit).AsTask();
            if (index % 4 == 0 || index == Units - 1)
            {
                await appended;
            }
        }

        return states;
    }

    private string Copy(string name)
    {
        string target = Path.Combine(_folder.Folder, name);
        foreach (string suffix in (string[])["", "-wal"])
        {
            if (File.Exists(_folder.StorePath + suffix))
            {
                File.Copy(_folder.StorePath + suffix, target + suffix);
            }
        }

        return target;
    }
}
