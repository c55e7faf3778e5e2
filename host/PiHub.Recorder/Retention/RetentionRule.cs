namespace PiHub.Recorder.Retention;

/// <summary>How long the readings of some metrics are kept at each level, e.g. <c>7.00:00:00</c> for seven days, <c>12:00:00</c> for twelve
/// hours, or <c>forever</c>; empty is forever too.</summary>
public sealed class RetentionRule
{
    /// <summary>Which metrics: device and metric, where <c>*</c> stands for any characters and <c>?</c> for one, e.g.
    /// <c>meter/l?.*</c>.</summary>
    /// <value>*/*</value>
    public string Pattern { get; set; } = "*/*";

    /// <summary>How long every single reading is kept; at least an hour.</summary>
    /// <value>7.00:00:00</value>
    public string? Raw { get; set; } = "7.00:00:00";

    /// <summary>How long minutes are kept; not less than raw.</summary>
    /// <value>90.00:00:00</value>
    public string? Minute { get; set; } = "90.00:00:00";

    /// <summary>How long hours are kept; not less than minutes.</summary>
    /// <value>366.00:00:00</value>
    public string? Hour { get; set; } = "366.00:00:00";

    /// <summary>How long days are kept; not less than hours.</summary>
    /// <value>forever</value>
    public string? Day { get; set; } = "forever";

    /// <summary>How long a device's events are kept. Only rules for all metrics of a device count for them, those that end in <c>/*</c>.
    /// </summary>
    /// <value>366.00:00:00</value>
    public string? Events { get; set; } = "366.00:00:00";
}
