using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Tests.Files;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Journal;

public sealed class CommitEncoderTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero);
    private static readonly Gen<string> Devices = Gen.Elements("meter", "barn-2", "x");
    private static readonly Gen<ReadingQuality> Qualities = Gen.Elements(Enum.GetValues<ReadingQuality>());

    private static readonly Gen<JournalEntry> Samples =
        from device in Devices
        from time in Gen.Choose(0, int.MaxValue)
        from quality in Qualities
        from names in Gen.SubListOf("power_watt", "ü", "a", "b").Where(names => names.Count > 0)
        from number in ArbMap.Default.GeneratorFor<NormalFloat>()
        from text in Gen.Elements<string?>(null, "", "on", "𝄞 \0", new string('é', 255))
        select (JournalEntry)new SampleEntry(0, At, new Sample
        {
            Device = device,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Quality = quality,
            Metrics = names.ToDictionary(name => name, _ => text is null ? MetricValue.FromNumber(number.Get) : text),
        });

    private static readonly Gen<JournalEntry> Others = Gen.OneOf(
        from device in Devices
        from time in Gen.Choose(0, int.MaxValue)
        from quality in Qualities
        from payload in Gen.Elements("{}", "äöü", new string('x', 1_000))
        select (JournalEntry)new EventEntry(0, At, new DeviceEvent
        {
            Device = device, Time = DateTimeOffset.FromUnixTimeMilliseconds(time), Quality = quality, Type = "dip", Payload = payload,
        }),
        Devices.Select(device => (JournalEntry)new DeletionEntry(0, At, device)),
        from number in Gen.Choose(1, 1_000)
        from ticks in ArbMap.Default.GeneratorFor<long>()
        select (JournalEntry)new ClockEntry(0, At, number, TimeSpan.FromTicks(ticks)));

    private static readonly Gen<SampleCursor> Cursors =
        from name in Gen.Elements("plugin/a", "ü", "b")
        from position in ArbMap.Default.GeneratorFor<long>()
        from retired in Gen.Elements<DateTimeOffset?>(null, At, DateTimeOffset.UnixEpoch)
        select new SampleCursor { Name = name, Position = position, CommittedAt = At, RetiredAt = retired };

    private static readonly Gen<(JournalEntry[] Entries, CursorChanges Cursors)> Commits =
        from entries in Gen.Frequency((5, Samples), (1, Others)).ArrayOf()
        from many in Gen.Choose(0, 9)
        from moved in Cursors.ArrayOf()
        from removed in Gen.SubListOf("c", "d")
        select (many == 0 ? [.. Enumerable.Repeat(entries, 20).SelectMany(part => part)] : entries, new CursorChanges(moved, [.. removed]));

    [Fact]
    public void Crc32C_IsThatOfTheStandard() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    [Fact]
    public void Read_WhatWasPacked_GivesTheSameEntries() => Prop.ForAll(Commits.ToArbitrary(), given =>
    {
        var commit = new CommitEncoder();
        commit.Begin(next: 1_000, samples: 500, At);
        commit.Add(StoreFolder.Sample(1, 1.0)); // of an earlier commit: nothing of it may stay
        commit.Begin(next: 7, samples: 3, At);
        var expected = new List<JournalEntry>();
        foreach (JournalEntry entry in given.Entries)
        {
            expected.Add(entry with { Number = commit.Next });
            Add(commit, entry);
        }

        commit.End(given.Cursors);
        commit.Seal(42);
        (List<JournalEntry> entries, List<SampleCursor> moved, List<string> removed) = Unpack(commit.Bytes);
        Assert.Equal(expected.Select(Describe), entries.Select(Describe));
        Assert.Equal(given.Cursors.Moved, moved);
        Assert.Equal(given.Cursors.Removed, removed);
        Assert.Equal(7 + expected.Count, commit.Next);
        Assert.Equal(3 + expected.OfType<SampleEntry>().Count(), commit.Samples);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_AnyBitFlipped_LosesOneRecordAndNoOther() => Prop.ForAll(
        Commits.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (given, seed) =>
        {
            var commit = new CommitEncoder();
            commit.Begin(next: 7, samples: 3, At);
            Array.ForEach(given.Entries, entry => Add(commit, entry));
            commit.End(given.Cursors);
            commit.Seal(42);
            byte[] bytes = commit.Bytes.ToArray();
            List<string> written = [.. RecordsOf(bytes)];
            if (written.Count == 0)
            {
                return;
            }

            var random = new System.Random(seed);
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            List<string> left = [.. RecordsOf(bytes)];
            Assert.Equal(written.Count - 1, left.Count);
            Assert.Subset(written.ToHashSet(), left.ToHashSet());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_TextThatLooksLikeARecord_IsNone()
    {
        var commit = new CommitEncoder();
        commit.Begin(1, 0, At);
        commit.Add(StoreFolder.Sample(1, 1.0));
        commit.End(CursorChanges.None);
        commit.Seal(1);
        byte[] forged = commit.Bytes.ToArray();
        var files = new PowerCutFileSystem();
        files.CreateFolder("/data");
        using IStorageFile file = files.Open("/data/one");
        file.Write(0, [1, 2, 3, .. forged]);
        using var scan = new RecordScan(files.OpenRead("/data/one"), salt: 2, 0, long.MaxValue);
        Assert.False(scan.Next());
    }

    [Fact]
    public void Add_SampleThatIsTooLarge_LeavesTheOthersAlone()
    {
        var encoder = new SampleEncoder();
        encoder.Add(StoreFolder.Sample(1, 1.0));
        Assert.Throws<ArgumentException>(() => encoder.Add(StoreFolder.Sample(2, new string('x', 255), "new"), maximumBytes: 100));
        encoder.Add(StoreFolder.Sample(3, 3.0, "new"), maximumBytes: 100);
        List<Sample> samples = SampleDecoder.Read(encoder.Bytes, encoder.Count);
        Assert.Equal(["power_watt", "new"], samples.SelectMany(sample => sample.Metrics.Keys));
        Assert.Equal([1, 3], samples.Select(sample => sample.Time.ToUnixTimeMilliseconds()));
    }

    private static void Add(CommitEncoder commit, JournalEntry entry)
    {
        switch (entry)
        {
            case SampleEntry sample:
                commit.Add(sample.Sample);
                break;
            case EventEntry one:
                commit.Add(one.Event);
                break;
            case DeletionEntry deletion:
                commit.AddDeletion(deletion.Device);
                break;
            case ClockEntry clock:
                commit.AddClock(clock.From, clock.Offset);
                break;
        }
    }

    private static List<string> RecordsOf(byte[] bytes)
    {
        using RecordScan scan = Scan(bytes);
        var records = new List<string>();
        while (scan.Next())
        {
            records.Add($"{scan.Offset} {scan.Header} {Convert.ToHexString(scan.Payload)}");
        }

        return records;
    }

    private static RecordScan Scan(ReadOnlySpan<byte> bytes)
    {
        var files = new PowerCutFileSystem();
        files.CreateFolder("/data");
        using IStorageFile file = files.Open("/data/one");
        file.Write(0, bytes);
        return new RecordScan(files.OpenRead("/data/one"), salt: 42, 0, bytes.Length);
    }

    private static (List<JournalEntry> Entries, List<SampleCursor> Moved, List<string> Removed) Unpack(ReadOnlySpan<byte> bytes)
    {
        using RecordScan scan = Scan(bytes);
        var found = (Entries: new List<JournalEntry>(), Moved: new List<SampleCursor>(), Removed: new List<string>());
        while (scan.Next())
        {
            (List<JournalEntry> entries, CursorChanges cursors) = RecordDecoder.Read(scan.Header, scan.Payload);
            Assert.Equal(
                entries.OfType<DeletionEntry>().Select(deletion => deletion.Device),
                RecordDecoder.ReadChanges(scan.Header, scan.Payload).Deletions.Select(deletion => deletion.Device));
            found.Entries.AddRange(entries);
            found.Moved.AddRange(cursors.Moved);
            found.Removed.AddRange(cursors.Removed);
        }

        return found;
    }

    private static string Describe(JournalEntry entry) => entry is SampleEntry { Sample: { } sample }
        ? new StringBuilder($"{entry.Number} {entry.CommittedAt:O} {sample.Device} {sample.Time:O} {sample.Quality} ")
            .AppendJoin(' ', sample.Metrics.Select(metric => $"{metric.Key}={metric.Value.Kind}{metric.Value}")).ToString()
        : entry.ToString();
}
