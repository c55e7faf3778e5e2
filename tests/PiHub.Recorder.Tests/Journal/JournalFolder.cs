using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.Files;

namespace PiHub.Recorder.Tests.Journal;

/// <summary>A journal on files whose power can be cut, written directly.</summary>
internal sealed class JournalFolder
{
    private const string Folder = "/data";

    public PowerCutFileSystem Files { get; set; } = new();

    public RecorderOptions Options { get; } = new() { Folder = Folder, JournalSegmentBytes = 4_096 };

    public ManualTime Time { get; } = new();

    public IReadOnlyList<string> Segments => Files.List($"{Folder}/journal");

    public SegmentJournal Open() => Open(Files);

    public SegmentJournal Open(IFileSystem files)
    {
        var journal = new SegmentJournal(files, Options, Time, NullLogger.Instance);
        journal.Open();
        return journal;
    }

    /// <summary>Commits samples whose times are their numbers.</summary>
    public void Commit(SegmentJournal journal, int samples, CursorChanges? cursors = null)
    {
        CommitEncoder commit = journal.Begin(Time.GetUtcNow());
        for (int i = 0; i < samples; i++)
        {
            commit.Add(StoreFolder.Sample(commit.Next, commit.Next));
        }

        commit.End(cursors ?? CursorChanges.None);
        journal.Append();
    }

    /// <summary>A journal of some segments, one sample a commit.</summary>
    public async Task FillAsync(int commits)
    {
        await using SegmentJournal journal = Open();
        for (int i = 0; i < commits; i++)
        {
            Commit(journal, 1);
        }
    }

    public static SampleCursor Cursor(string name, long position) =>
        new() { Name = name, Position = position, CommittedAt = DateTimeOffset.UnixEpoch };

    /// <summary>All entries.</summary>
    public static async Task<List<JournalEntry>> ReadAllAsync(SegmentJournal journal, int page = 100)
    {
        var entries = new List<JournalEntry>();
        while (await journal.ReadAsync(entries.Count == 0 ? 0 : entries[^1].Number, page, CancellationToken.None) is { Count: > 0 } more)
        {
            entries.AddRange(more);
        }

        return entries;
    }

    /// <summary>What a damage says, e.g. <c>journal entries 3 to 4</c>.</summary>
    public static IEnumerable<string> Lost(SegmentJournal journal) => journal.Damages.Select(Lost);

    private static string Lost(Damage damage) => damage.Lost.Split(',')[0];
}
