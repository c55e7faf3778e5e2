using System.ComponentModel.DataAnnotations;
using PiHub.Recorder.Retention;

namespace PiHub.Host.Settings;

/// <summary>A row of the recorder's page. Names and defaults are those of <see cref="RetentionRule"/>.</summary>
internal sealed class RetentionRuleSettings
{
    /// <summary>See <see cref="RetentionRule.Pattern"/>.</summary>
    /// <value>*/*</value>
    [Required]
    [StringLength(300)]
    [Display(Name = "Device/metric", Description = "* stands for any characters, e.g. meter/l?.*", Order = 1)]
    public string Pattern { get; set; } = "*/*";

    /// <summary>See <see cref="RetentionRule.Raw"/>.</summary>
    /// <value>7.00:00:00</value>
    [Display(Name = "Raw", Description = "Days.hours:minutes:seconds, or forever", Order = 2)]
    public string Raw { get; set; } = "7.00:00:00";

    /// <summary>See <see cref="RetentionRule.Minute"/>.</summary>
    /// <value>90.00:00:00</value>
    [Display(Name = "Minutes", Order = 3)]
    public string Minute { get; set; } = "90.00:00:00";

    /// <summary>See <see cref="RetentionRule.Hour"/>.</summary>
    /// <value>366.00:00:00</value>
    [Display(Name = "Hours", Order = 4)]
    public string Hour { get; set; } = "366.00:00:00";

    /// <summary>See <see cref="RetentionRule.Day"/>.</summary>
    /// <value>forever</value>
    [Display(Name = "Days", Order = 5)]
    public string Day { get; set; } = "forever";

    /// <summary>See <see cref="RetentionRule.Events"/>.</summary>
    /// <value>366.00:00:00</value>
    [Display(Name = "Events", Description = "Only of rules that end in /*", Order = 6)]
    public string Events { get; set; } = "366.00:00:00";

    /// <summary>The rule as the recorder takes it.</summary>
    public RetentionRule ToRule() => new()
    {
        Pattern = Pattern, Raw = Raw, Minute = Minute, Hour = Hour, Day = Day, Events = Events,
    };
}
