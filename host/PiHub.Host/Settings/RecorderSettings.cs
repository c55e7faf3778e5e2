using System.ComponentModel.DataAnnotations;
using PiHub.Recorder;
using PiHub.Recorder.Retention;
using PiHub.Sdk.Settings;
using PiHub.Settings;

namespace PiHub.Host.Settings;

/// <summary>What an owner sets of the recorder. Names, ranges and defaults are those of <see cref="RecorderOptions"/>.</summary>
internal sealed class RecorderSettings : IValidatableObject
{
    /// <summary>See <see cref="RecorderOptions.Retention"/>.</summary>
    /// <value>empty</value>
    [Display(
        Name = "Rules", GroupName = "How long readings are kept", Order = 1,
        Description = "The first rule that matches counts. What no rule matches is kept raw for 7 days, as minutes for 90 days, as hours "
            + "and events for 366 days, as days forever.")]
    public IReadOnlyList<RetentionRuleSettings> Retention { get; set; } = [];

    /// <summary>See <see cref="RecorderOptions.MinimumFreeBytes"/>.</summary>
    /// <value>536870912</value>
    [NeedsRestart]
    [Range(1_048_576L, 1_099_511_627_776L)]
    [Unit("B")]
    [Display(
        Name = "Room that stays free", GroupName = "Disk", Order = 2,
        Description = "With less, the oldest raw readings are deleted; with less than three times as much there is a warning.")]
    public long MinimumFreeBytes { get; set; } = 512L * 1_024 * 1_024;

    /// <summary>See <see cref="RecorderOptions.CommitWindow"/>.</summary>
    /// <value>00:00:00</value>
    [NeedsRestart]
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    [Display(
        Name = "Wait before a commit", GroupName = "Disk", Order = 3,
        Description = "A longer wait spares an SD card, and delays every acknowledgement by as much.")]
    public TimeSpan CommitWindow { get; set; } = TimeSpan.Zero;

    /// <summary>See <see cref="RecorderOptions.SampleLogAge"/>.</summary>
    /// <value>7.00:00:00</value>
    [NeedsRestart]
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    [Display(
        Name = "Keep samples for stopped plugins", GroupName = "Disk", Order = 4,
        Description = "So long a plugin may be off and miss nothing.")]
    public TimeSpan SampleLogAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>See <see cref="RecorderOptions.TimeZone"/>.</summary>
    /// <value>null</value>
    [NeedsRestart]
    [Display(
        Name = "Time zone of days", GroupName = "Days", Order = 5,
        Description = "An IANA name such as Europe/Berlin. Empty: the hub's. After a change the days are made anew as far back as hours reach.")]
    public string TimeZone { get; set; } = "";

    /// <summary>The rules as the recorder takes them.</summary>
    public IReadOnlyList<RetentionRule> ToRules() => [.. Retention.Select(rule => rule.ToRule())];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (string error in RetentionRules.Check(ToRules()))
        {
            yield return new ValidationResult(error, [nameof(Retention)]);
        }

        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"'{TimeZone}' is no time zone of this computer", [nameof(TimeZone)]);
        }
    }
}
