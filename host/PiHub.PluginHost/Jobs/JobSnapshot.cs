namespace PiHub.PluginHost.Jobs;

/// <summary>A job at one moment.</summary>
public sealed record JobSnapshot
{
    /// <summary>The plugin that it belongs to.</summary>
    public required string Plugin { get; init; }

    /// <summary>Its id in the plugin.</summary>
    public required string Id { get; init; }

    /// <summary>Its cron expression; null when it has an interval.</summary>
    public string? Cron { get; init; }

    /// <summary>From one planned start to the next; null when it has a cron expression.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Its schedule in words, e.g. <c>every hour at minute 5</c>.</summary>
    public required string Words { get; init; }

    /// <summary>Whether its plugin runs, so that it can.</summary>
    public required bool IsActive { get; init; }

    /// <summary>When it is due next; null while its plugin does not run, or when it is never due again.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Its last run that ended or was left out; null when there was none.</summary>
    public JobRunSnapshot? Last { get; init; }

    /// <summary>The run that goes on; null when there is none.</summary>
    public JobRunSnapshot? Running { get; init; }

    /// <summary>How many due runs were left out because the run before still went on.</summary>
    public required long Skipped { get; init; }
}
