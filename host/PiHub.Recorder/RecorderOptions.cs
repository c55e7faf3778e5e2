using System.ComponentModel.DataAnnotations;
using PiHub.Recorder.Retention;

namespace PiHub.Recorder;

/// <summary>The recorder's settings; read once at start.</summary>
public sealed class RecorderOptions
{
    /// <summary>The folder of the database, created when missing. Required; the hub sets <c>readings</c> in its data folder.</summary>
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

    /// <summary>How large the log of committed samples may become, 1 MiB to 4 GiB, in bytes; from it plugins get what they have not handled
    /// yet. When it is full the oldest samples go, whoever still needs them.</summary>
    /// <value>67108864</value>
    [Range(1_048_576L, 4_294_967_296L)]
    public long SampleLogBytes { get; set; } = 64L * 1_024 * 1_024;

    /// <summary>How long a committed sample stays in that log for a plugin that has not handled it yet, 1 min to 366 days.</summary>
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
