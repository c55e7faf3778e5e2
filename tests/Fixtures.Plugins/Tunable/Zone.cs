using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Fixtures.Tunable;

public sealed class Zone
{
    [Required, StringLength(30)]
    public string Name { get; init; } = "";

    [Range(5, 30), Unit("°C")]
    public double Target { get; init; } = 20;

    public TimeOnly From { get; init; } = new(6, 0);

    [Display(Name = "In use")]
    public bool IsOn { get; init; } = true;
}
