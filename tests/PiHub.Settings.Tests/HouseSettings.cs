using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Tests;

/// <summary>Settings with rules, for tests that need no real plugin.</summary>
public sealed class HouseSettings : IValidatableObject
{
    [Range(1, 3600), Unit("s"), Display(Name = "Poll every", Description = "How often", GroupName = "Reading", Order = 2)]
    public int Poll { get; init; } = 60;

    [StringLength(10, MinimumLength = 2), Display(Order = 1)]
    public string Name { get; init; } = "house";

    public Secret Password { get; init; }

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(5);

    [Range(0.0, double.MaxValue)]
    public double Gain { get; init; } = 1;

    public decimal Price { get; init; } = 0.25m;

    public long Counter { get; init; } = 1;

    public bool IsOn { get; init; } = true;

    public DateOnly Since { get; init; } = new(2026, 1, 31);

    public TimeOnly Daily { get; init; } = new(7, 30);

    public Weather Weather { get; init; } = Weather.LightRain;

    public Uri? Address { get; init; }

    public int? Alarm { get; init; }

    [MaxLength(3)]
    public IReadOnlyList<string> Hosts { get; init; } = ["a"];

    public List<double> Steps { get; init; } = [1.5];

    public Room[] Rooms { get; init; } = [];

    public Band Band { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Band.Low > Band.High)
        {
            yield return new ValidationResult("the band is upside down");
        }

        if (Name == "slow" && Poll < 100)
        {
            yield return new ValidationResult("must be 100 s or more for slow", [nameof(Poll)]);
        }
    }
}
