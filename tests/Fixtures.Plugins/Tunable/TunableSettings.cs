using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Fixtures.Tunable;

public sealed class TunableSettings : IValidatableObject
{
    [Required, StringLength(40, MinimumLength = 2)]
    [Display(Description = "How the service calls itself in its network.", Order = 1)]
    public string Name { get; init; } = "tunable";

    [Display(GroupName = "Connection", Order = 10, Description = "Where the service answers.")]
    public Uri? Address { get; init; } = new("http://192.168.1.20/");

    [Range(1, 65_535), Display(GroupName = "Connection", Order = 11)]
    public int Port { get; init; } = 8080;

    [Display(Name = "API key", GroupName = "Connection", Order = 12, Description = "From the account page of the service.")]
    public Secret ApiKey { get; init; }

    [EmailAddress, Display(Name = "E-mail for alarms", GroupName = "Connection", Order = 13)]
    public string Email { get; init; } = "";

    [RegularExpression("[A-Z]{2}[0-9]{4}", ErrorMessage = "must be two capitals and four digits, e.g. AB1234")]
    [Display(Name = "Serial number", GroupName = "Connection", Order = 14)]
    public string Serial { get; init; } = "";

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00"), Display(GroupName = "Reading", Order = 20, Description = "Time between two readings.")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    [Display(GroupName = "Reading", Order = 21)]
    public Mode Mode { get; init; } = Mode.EnergySaving;

    [Display(GroupName = "Reading", Order = 22, Description = "Also keeps what the service says of itself.")]
    public bool Verbose { get; init; }

    [AllowedValues(1, 2, 4), Display(GroupName = "Reading", Order = 23)]
    public int Phases { get; init; } = 1;

    [Range(0, 1, MinimumIsExclusive = true), Display(GroupName = "Reading", Order = 24)]
    public double Gain { get; init; } = 0.5;

    [Range(0, 5), Unit("ct/kWh"), Display(GroupName = "Reading", Order = 25)]
    public decimal Price { get; init; } = 0.32m;

    [Display(GroupName = "Reading", Order = 26)]
    public long Counter { get; init; } = 5_000_000_000;

    [Range(-40, 60), Unit("°C"), Display(Name = "Alarm above", GroupName = "Reading", Order = 27, Description = "Empty: no alarm.")]
    public double? Alarm { get; init; }

    [Display(GroupName = "Reading", Order = 28)]
    public DateOnly Since { get; init; } = new(2026, 1, 31);

    [Display(GroupName = "Reading", Order = 29)]
    public TimeOnly Daily { get; init; } = new(7, 30);

    [MaxLength(4), Display(Order = 40, Description = "The hosts that are asked, in this order.")]
    public IReadOnlyList<string> Hosts { get; init; } = ["meter-1", "meter-2"];

    [MinLength(1), Display(Order = 41)]
    public List<int> Channels { get; init; } = [1, 2];

    [Display(Order = 50, Description = "Between the two, nothing is switched.")]
    public Limits Limits { get; init; } = new();

    [MaxLength(5), Display(Order = 60, Description = "Rooms with a temperature of their own.")]
    public IReadOnlyList<Zone> Zones { get; init; } = [new Zone { Name = "Hall" }];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mode == Mode.Full && Port < 1024)
        {
            yield return new ValidationResult("must be 1024 or more in the mode full.", [nameof(Port)]);
        }

        if (Limits.Low >= Limits.High)
        {
            yield return new ValidationResult("The low limit must be below the high one.");
        }
    }
}
