using System.ComponentModel.DataAnnotations;
using PiHub.Recorder.Retention;

namespace PiHub.Recorder;

/// <summary>The recorder's settings; read once at start.</summary>
public sealed class RecorderOptions
{
    /// <summary>The folder of journal and engine, created when missing. Required; the hub sets <c>readings</c> in its data folder.</summary>
    /// <value>empty</value>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>How many samples and events may wait for a commit, 1 to 1,000,000. When so many wait, the next sender waits too: nothing
    /// is dropped.</summary>
    /// <value>10000</value>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>How many queries may read at the same time, 1 to 64; the next one waits.</summary>
    /// <value>4</value>
    [Range(1, 64)]
    public int ConcurrentQueries { get; set; } = 4;

    /// <summary>How long a commit waits for company, 0 to 10 s. Each commit writes and syncs at least a page of the disk: a longer wait spares
    /// an SD card, and delays every acknowledgement by as much. 0: what comes during one commit makes the next.</summary>
    /// <value>00:00:00</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan CommitWindow { get; set; } = TimeSpan.Zero;

    /// <summary>How large the journal may become while the engine cannot write, 16 MiB to 64 GiB, in bytes. When it is full, acknowledgements
    /// are withheld; nothing is dropped.</summary>
    /// <value>1073741824</value>
    [Range(16_777_216L, 68_719_476_736L)]
    public long JournalBytes { get; set; } = 1_024L * 1_024 * 1_024;

    /// <summary>How large a file of the journal becomes before the next one begins, 64 KiB to 64 MiB, in bytes; what nobody needs any more
    /// goes by whole files.</summary>
    /// <value>4194304</value>
    [Range(65_536L, 67_108_864L)]
    public long JournalSegmentBytes { get; set; } = 4L * 1_024 * 1_024;

    /// <summary>How large the journal may become for plugins that have not handled its samples yet, 1 MiB to 4 GiB, in bytes, and at most half
    /// of <see cref="JournalBytes"/>. When it is full the oldest samples go, whoever still needs them.</summary>
    /// <value>67108864</value>
    [Range(1_048_576L, 4_294_967_296L)]
    public long SampleLogBytes { get; set; } = 64L * 1_024 * 1_024;

    /// <summary>How long a committed sample stays in the journal for a plugin that has not handled it yet, 1 min to 366 days.</summary>
    /// <value>7.00:00:00</value>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan SampleLogAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The time zone whose days the daily buckets are, an IANA id such as <c>Europe/Bucharest</c>; null: the system's. After a
    /// change the days are made anew as far back as hours reach.</summary>
    /// <value>null</value>
    public string? TimeZone { get; set; }

    /// <summary>How long readings and events are kept: the first rule that matches counts, at most 100. What no rule matches is kept raw for
    /// 7 days, as minutes for 90 days, as hours and events for 366 days, as days forever.</summary>
    /// <value>empty</value>
    public IList<RetentionRule> Retention { get; } = [];

    /// <summary>How much is to stay free on the disk, 1 MiB to 1 TiB, in bytes; on a small disk a twentieth of it. With less, the oldest raw
    /// readings are deleted; with less than three times as much there is a warning.</summary>
    /// <value>536870912</value>
    [Range(1_048_576L, 1_099_511_627_776L)]
    public long MinimumFreeBytes { get; set; } = 512L * 1_024 * 1_024;
}
