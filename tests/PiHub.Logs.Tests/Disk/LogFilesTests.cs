using Microsoft.Extensions.Logging;
using PiHub.Logs.Disk;

namespace PiHub.Logs.Tests.Disk;

public sealed class LogFilesTests : IDisposable
{
    private static readonly LogQuery All = new() { Limit = int.MaxValue };
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-logs-").FullName;

    private string Folder => Path.Combine(_root, "logs");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Restart_GoesOnWithNumbersAndOlderLines()
    {
        await using (LogFiles files = Open())
        {
            Fill(new LogStore(TimeProvider.System, files), 3);
        }

        await using LogFiles again = Open();
        var store = new LogStore(TimeProvider.System, again);
        store.Add(LogLevel.Warning, "PiHub.Test", "after", exception: null, plugin: null);

        IReadOnlyList<LogLine> lines = store.Lines(All);
        Assert.Equal(["after", "line 3", "line 2", "line 1"], lines.Select(line => line.Message));
        Assert.Equal([4, 3, 2, 1], lines.Select(line => line.Id));
        Assert.Equal(["line 2"], store.Lines(new LogQuery { Limit = 1, Before = 3 }).Select(line => line.Message));
        Assert.Equal(["after"], store.Lines(All with { Level = LogLevel.Warning }).Select(line => line.Message));
    }

    [Fact]
    public async Task PluginsOlderLines_AreReadFromTheFiles()
    {
        await using (LogFiles files = Open())
        {
            var store = new LogStore(TimeProvider.System, files);
            store.Add(LogLevel.Information, "Pump", "of the garden", new IOException("pipe"), "garden");
            store.Add(LogLevel.Information, "PiHub.Test", "of nobody", exception: null, plugin: null);
        }

        await using LogFiles again = Open();
        LogLine line = Assert.Single(new LogStore(TimeProvider.System, again).Lines(All with { Plugin = "garden" }));
        Assert.Equal(("Pump", "of the garden", "System.IO.IOException: pipe", "garden"), (line.Category, line.Message, line.Exception, line.Plugin));
    }

    [Fact]
    public async Task Files_StayBelowTheBound_AndKeepTheNewest()
    {
        const int Count = 1_500;
        await using (LogFiles files = Open())
        {
            Fill(new LogStore(TimeProvider.System, files), Count, new string('ü', 1_500));
        }

        long bytes = Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length);
        await using LogFiles again = Open();
        IReadOnlyList<LogLine> lines = new LogStore(TimeProvider.System, again).Lines(All);
        Assert.InRange(bytes, 700_000, 1_048_576);
        Assert.Equal(Count, lines[0].Id);
        Assert.Equal(Enumerable.Range(0, lines.Count).Select(i => (long)Count - i), lines.Select(line => line.Id));
        Assert.True(lines.Count < Count);
    }

    [Fact]
    public async Task TornLine_IsLeftOut_AndTheNextOneIsWhole()
    {
        await using (LogFiles files = Open())
        {
            Fill(new LogStore(TimeProvider.System, files), 2);
        }

        string file = Assert.Single(Directory.GetFiles(Folder));
        await File.AppendAllTextAsync(file, """{"id":3,"time":"2026-01""");
        await using (LogFiles files = Open())
        {
            Assert.Equal(2, files.LastId);
            Fill(new LogStore(TimeProvider.System, files), 1);
        }

        await using LogFiles again = Open();
        Assert.Equal([3, 2, 1], new LogStore(TimeProvider.System, again).Lines(All).Select(line => line.Id));
    }

    [Fact]
    public async Task FolderThatCannotBe_HarmsNobody_AndIsTold()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder should be");
        LogFiles files = Open();
        var store = new LogStore(TimeProvider.System, files);
        Fill(store, 5);
        await files.DisposeAsync();

        Assert.Equal(5, store.Lines(All).Count);
        Assert.Equal(5, files.Status.LinesLost);
        Assert.NotNull(files.Status.Trouble);
    }

    [Fact]
    public async Task MoreLinesThanMayWait_AreCountedAsLost()
    {
        var time = new StoppedTime(); // so that nothing is written before the end
        LogFiles files = Open(time);
        Fill(new LogStore(TimeProvider.System, files), LogFiles.Capacity + 10);
        await files.DisposeAsync();

        Assert.InRange(files.Status.LinesLost, 1, 10); // the first may have been taken already
    }

    private LogFiles Open(TimeProvider? time = null) => new(new LogOptions { Folder = Folder, TotalBytes = 1_048_576 }, time ?? TimeProvider.System);

    private static void Fill(LogStore store, int count, string more = "")
    {
        for (int i = 1; i <= count; i++)
        {
            store.Add(LogLevel.Information, "PiHub.Test", $"line {i}{more}", exception: null, plugin: null);
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
