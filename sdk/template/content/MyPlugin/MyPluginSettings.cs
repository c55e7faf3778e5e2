using System.ComponentModel.DataAnnotations;

namespace MyPlugin;

/// <summary>What the owner can set. Each property is a field of the form; its initial value is the default.</summary>
internal sealed class MyPluginSettings
{
    [Required, StringLength(128)]
    [Display(Name = "Metric", Description = "The metric that is watched, as the device reports it.")]
    public string Metric { get; set; } = "power_watt";

    [Range(0, 1_000_000)]
    [Display(Name = "Minimum", Description = "Values below it are left out, in the metric's unit.")]
    public double Minimum { get; set; }
}
