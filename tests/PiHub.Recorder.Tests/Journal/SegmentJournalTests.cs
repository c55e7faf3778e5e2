using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.Files;
using static PiHub.Recorder.Tests.Journal.JournalFolder;

namespace PiHub.Recorder.Tests.Journal;

public sealed class SegmentJournalTests
{
    private const int Many = 200;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly JournalFolder _folder = new();

    [Fact]
    public async Task ReadAsync_OverSegments_GivesEverythingInOrder_FromAnyPlace()
    {
        await using SegmentJournal journal = _folder.Open();
        for (int i = 0; i < Many; i++)
        {
            _folder.Commit(journal, samples: 3);
        }

        Assert.True(_folder.Segments.Count > 5);
        Assert.Equal(Range(1, 3 * Many), (await ReadAllAsync(journal, page: 7)).Select(entry => entry.Number));
        foreach (long after in (long[])[0, 1, 299, 300, (3 * Many) - 1])
        {
            Assert.Equal(after + 1, (await journal.ReadAsync(after, 1, None))[0].Number);
        }

        Assert.Empty(await journal.ReadAsync(3 * Many, 10, None));
        Assert.Empty(await journal.ReadAsync(long.MaxValue, 10, None));
        Assert.Empty(journal.Damages);
    }

    [Fact]
    public async Task ReadAsync_PageByPage_DoesNotReadFromTheBeginningEachTime()
    {
        _folder.Options.JournalSegmentBytes = 4 * 1_024 * 1_024;
        var counted = new CountingFiles(_folder.Files);
        await using SegmentJournal journal = _folder.Open(counted);
        for (int i = 0; i < 500; i++)
        {
            _folder.Commit(journal, samples: 100);
        }

        long bytes = Assert.Single(_folder.Segments.Select(path => (long)_folder.Files.ReadAll(path).Length));
        counted.BytesRead = 0;
        Assert.Equal(50_000, (await ReadAllAsync(journal, page: 100)).Count);
        Assert.True(counted.BytesRead < 500 * 3 * 65_536L, $"{counted.BytesRead} bytes were read of {bytes}");
        counted.BytesRead = 0;
        await journal.ReadAsync(49_000, 1, None);
        Assert.InRange(counted.BytesRead, 1, 3 * 65_536);
    }

    [Fact]
    public async Task Open_FindsHeadCursorsAndDeletions()
    {
        await using (SegmentJournal journal = _folder.Open())
        {
            CommitEncoder commit = journal.Begin(_folder.Time.GetUtcNow());
            commit.Add(StoreFolder.Sample(1, 1.0));
            commit.AddDeletion("meter");
            commit.End(new CursorChanges([Cursor("a", 0), Cursor("b", 1)], []));
            journal.Append();
            _folder.Commit(journal, 0, new CursorChanges([Cursor("a", 1)], ["b"]));
        }

        for (int segments = 1; segments <= 2; segments++)
        {
            await using SegmentJournal journal = _folder.Open();
            JournalContent content = journal.Open();
            Assert.Equal((2 + (segments - 1) * Many, 1 + (segments - 1) * Many), (journal.Head, content.Samples));
            Assert.Equal(Cursor("a", 1), Assert.Single(content.Cursors));
            Assert.Equal(new KeyValuePair<string, long>("meter", 1), Assert.Single(content.Deletions));
            for (int i = 0; segments == 1 && i < Many; i++)
            {
                _folder.Commit(journal, 1);
            }
        }
    }

    [Fact]
    public async Task Trim_LetsWholeSegmentsGo_AsFarAsEngineAndCursorsAllow()
    {
        await using SegmentJournal journal = _folder.Open();
        _folder.Commit(journal, 0, new CursorChanges([Cursor("a", 100)], []));
        for (int i = 0; i < Many; i++)
        {
            _folder.Commit(journal, 1);
        }

        TrimAll(journal, neededFrom: 50);
        Assert.InRange((await ReadAllAsync(journal))[0].Number, 1, 50);
        TrimAll(journal, neededFrom: 150);
        Assert.InRange((await ReadAllAsync(journal))[0].Number, 60, 101);
        _folder.Options.SampleLogAge = TimeSpan.FromMinutes(1);
        _folder.Time.Advance(TimeSpan.FromMinutes(2));
        TrimAll(journal, neededFrom: 150);
        Assert.InRange((await ReadAllAsync(journal))[0].Number, 110, 150);
        Assert.Empty(journal.Damages);
        SampleLogPage page = await journal.ReadSamplesAsync(100, 1_000, None);
        Assert.Equal(Many - 100, page.Missed + page.Samples.Count);
        Assert.True(page.Missed > 0);

        static void TrimAll(SegmentJournal journal, long neededFrom)
        {
            while (journal.Trim(neededFrom))
            {
            }
        }
    }

    [Fact]
    public async Task Open_TailTorn_GoesOnBehindTheLastCommit()
    {
        await _folder.FillAsync(3);
        string path = Assert.Single(_folder.Segments);
        byte[] whole = _folder.Files.ReadAll(path);
        int last = RecordsOf(path)[^1];
        for (int length = last; length < whole.Length; length++)
        {
            var cut = new JournalFolder { Files = _folder.Files.Copy() };
            cut.Files.Truncate(path, length);
            await AssertGoesOnAsync(cut, head: 2);
        }

        for (int offset = last; offset < whole.Length; offset++)
        {
            var flipped = new JournalFolder { Files = _folder.Files.Copy() };
            flipped.Files.Flip(path, offset);
            await AssertGoesOnAsync(flipped, head: 2);
        }

        foreach (byte[] garbage in (byte[][])[[0], new byte[100_000], [.. RecordHeader.Magic], [.. whole.AsSpan(last, 80)]])
        {
            var dirty = new JournalFolder { Files = _folder.Files.Copy() };
            dirty.Files.Damage(path, bytes => [.. bytes, .. garbage]);
            await AssertGoesOnAsync(dirty, head: 3);
        }
    }

    [Fact]
    public async Task Open_AnyByteOfTheFirstSegmentDamaged_LosesOneRecordAtMostAndNamesIt()
    {
        await _folder.FillAsync(Many);
        string path = _folder.Segments[0];
        long end = JournalSegment.FirstOf(_folder.Segments[1]).GetValueOrDefault() - 1;
        for (int offset = 0; offset < _folder.Files.ReadAll(path).Length; offset += offset < 250 ? 1 : 41)
        {
            var damaged = new JournalFolder { Files = _folder.Files.Copy() };
            damaged.Files.Flip(path, offset);
            await using SegmentJournal journal = damaged.Open();
            List<JournalEntry> entries = await ReadAllAsync(journal);
            Assert.InRange(entries.Count, Many - 1, Many);
            if (entries.Count == Many)
            {
                Assert.Empty(journal.Damages); // the state, which the next segment has again
                continue;
            }

            long lost = Range(1, Many).Except(entries.Select(entry => entry.Number)).Single();
            Assert.InRange(lost, 1, end);
            Assert.Equal([$"journal entries {lost} to {lost}"], Lost(journal));
            SampleLogPage page = await journal.ReadSamplesAsync(0, 1_000, None);
            Assert.Equal((1, Many - 1), (page.Missed, page.Samples.Count));
        }
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("zeros")]
    [InlineData("garbage")]
    [InlineData("half")]
    public async Task Open_SegmentDamaged_StartsAndNamesWhatIsLost(string damage)
    {
        await _folder.FillAsync(Many);
        for (int index = 0; index < _folder.Segments.Count; index++)
        {
            var damaged = new JournalFolder { Files = _folder.Files.Copy() };
            string path = damaged.Segments[index];
            bool isLast = index == damaged.Segments.Count - 1;
            long next = isLast ? Many + 1 : JournalSegment.FirstOf(damaged.Segments[index + 1]).GetValueOrDefault();
            Damage(damaged.Files, path, damage);
            await using SegmentJournal journal = damaged.Open();
            List<JournalEntry> entries = await ReadAllAsync(journal);
            if (!isLast)
            {
                Assert.Equal(Many, journal.Head);
                Assert.Contains(next, entries.Select(entry => entry.Number));
                Assert.True(index == 0 && damage == "missing" || Assert.Single(Lost(journal)).EndsWith($" to {next - 1}", StringComparison.Ordinal));
            }

            SampleLogPage page = await journal.ReadSamplesAsync(0, 1_000, None);
            Assert.Equal(journal.Samples, page.Samples.Count + page.Missed);
            damaged.Commit(journal, 1);
            Assert.Equal(journal.Head, (await ReadAllAsync(journal))[^1].Number);
            Assert.True(journal.Head > entries[^1].Number);
        }
    }

    [Fact]
    public async Task Open_NewestStateDamaged_TakesTheCursorsOfTheOneBefore()
    {
        await using (SegmentJournal journal = _folder.Open())
        {
            _folder.Commit(journal, 0, new CursorChanges([Cursor("a", 0), Cursor("b", 0)], []));
            for (int i = 1; i <= Many; i++)
            {
                _folder.Commit(journal, 1, new CursorChanges([Cursor("a", i)], []));
            }
        }

        _folder.Files.Flip(_folder.Segments[^1], RecordHeader.Bytes + 1);
        await using SegmentJournal opened = _folder.Open();
        Assert.Equal([("a", Many), ("b", 0)], opened.Open().Cursors.Select(cursor => (cursor.Name, cursor.Position)));
        Assert.Equal(Many, opened.Head);
        Assert.Empty(opened.Damages);
    }

    [Fact]
    public async Task SkipTo_WhatTheEngineHasSeen_IsNotUsedAgain()
    {
        await _folder.FillAsync(3);
        await using (SegmentJournal journal = _folder.Open())
        {
            journal.SkipTo(10);
            _folder.Commit(journal, 1);
            Assert.Equal(["journal entries 4 to 10"], Lost(journal));
        }

        await using SegmentJournal opened = _folder.Open();
        Assert.Equal([1, 2, 3, 11], (await ReadAllAsync(opened)).Select(entry => entry.Number));
    }

    private static IEnumerable<long> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => (long)number);

    private static void Damage(PowerCutFileSystem files, string path, string damage)
    {
        if (damage == "missing")
        {
            files.Lose(path);
            return;
        }

        files.Damage(path, bytes => damage switch
        {
            "empty" => [],
            "zeros" => new byte[bytes.Length],
            "half" => bytes[..(bytes.Length / 2)],
            _ => [.. bytes.Select((value, index) => (byte)(value ^ (index * 37)))],
        });
    }

    private static async Task AssertGoesOnAsync(JournalFolder folder, long head)
    {
        await using (SegmentJournal journal = folder.Open())
        {
            Assert.Equal(head, journal.Head);
            folder.Commit(journal, 2);
            Assert.Equal(Range(1, (int)head + 2), (await ReadAllAsync(journal)).Select(entry => entry.Number));
        }

        folder.Files = folder.Files.CutPower(new Random(2));
        await using SegmentJournal opened = folder.Open();
        Assert.Equal(Range(1, (int)head + 2), (await ReadAllAsync(opened)).Select(entry => entry.Number));
        Assert.Empty(opened.Damages);
    }

    // Where the records begin.
    private List<int> RecordsOf(string path)
    {
        var offsets = new List<int>();
        using var scan = new RecordScan(_folder.Files.OpenRead(path), null, 0, long.MaxValue);
        while (scan.Next())
        {
            offsets.Add((int)scan.Offset);
        }

        return offsets;
    }
}
