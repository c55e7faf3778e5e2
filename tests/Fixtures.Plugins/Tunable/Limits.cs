using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Fixtures.Tunable;

public sealed class Limits
{
    [Range(0, 10_000), Unit("W")]
    public double Low { get; init; } = 100;

    [Range(0, 10_000), Unit("W")]
    public double High { get; init; } = 2000;

    [StringLength(20)]
    public string Note { get; init; } = "";
}
