using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt.Client;

/// <summary>Where an <see cref="Outbox"/> keeps its messages, and how many.</summary>
public sealed class OutboxOptions
{
    /// <summary>The SQLite file; it and its folder are made as needed. One outbox a file.</summary>
    /// <value>Empty; must be set.</value>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>How many messages may wait.</summary>
    /// <value>100,000 messages.</value>
    [Range(1, 10_000_000)]
    public int MaximumMessages { get; set; } = 100_000;

    /// <summary>How many bytes of topics, payloads and properties may wait.</summary>
    /// <value>67,108,864 (64 MiB).</value>
    [Range(1_024L, long.MaxValue)]
    public long MaximumBytes { get; set; } = 67_108_864;

    /// <summary>How long a message may wait; then it is dropped and counted. Across restarts it is the wall clock that counts.</summary>
    /// <value>7 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What happens when a message or byte too many comes.</summary>
    /// <value>DropOldest.</value>
    public OutboxOverflow Overflow { get; set; } = OutboxOverflow.DropOldest;
}
