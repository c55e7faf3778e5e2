using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.General;

/// <summary>What the hub is called and where it stands.</summary>
public sealed class GeneralSettings : IValidatableObject
{
    /// <summary>What people call this hub.</summary>
    /// <value>PiHub</value>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    [Display(Name = "Hub name", Description = "Shown in the browser's title, in mails and to other programs.", Order = 1)]
    public string Name { get; set; } = "PiHub";

    /// <summary>The IANA time zone of local days and of times on the pages.</summary>
    /// <value>empty: the operating system's</value>
    [StringLength(64)]
    [Display(Name = "Time zone", Description = "An IANA name such as Europe/Berlin. Empty: the operating system's.", Order = 2)]
    public string TimeZone { get; set; } = "";

    /// <summary>The time zone that <see cref="TimeZone"/> means: the operating system's where it is empty or unknown.</summary>
    public TimeZoneInfo Zone => TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Local;

    /// <summary>How numbers and dates are written, as a BCP 47 tag.</summary>
    /// <value>en</value>
    [RegularExpression("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")]
    [Display(Name = "Number and date format", Description = "A language tag such as en, en-GB or de-DE.", Order = 3)]
    public string Locale { get; set; } = "en";

    /// <summary>The ISO 4217 code of the currency.</summary>
    /// <value>EUR</value>
    [RegularExpression("[A-Z]{3}")]
    [Display(Name = "Currency", Description = "An ISO 4217 code such as EUR.", Order = 4)]
    public string Currency { get; set; } = "EUR";

    /// <summary>The mains' nominal voltage between a phase and neutral, in volts.</summary>
    /// <value>230 V (IEC 60038)</value>
    [Range(100, 400)]
    [Unit("V")]
    [Display(Name = "Nominal voltage", GroupName = "Mains", Order = 5)]
    public double NominalVoltageVolt { get; set; } = 230;

    /// <summary>The mains' nominal frequency, in hertz.</summary>
    /// <value>50 Hz (IEC 60038)</value>
    [AllowedValues(50.0, 60.0)]
    [Unit("Hz")]
    [Display(Name = "Nominal frequency", GroupName = "Mains", Order = 6)]
    public double NominalFrequencyHertz { get; set; } = 50;

    /// <summary>Degrees north of the equator (WGS 84), for sunrise and sunset.</summary>
    /// <value>none</value>
    [Range(-90.0, 90.0)]
    [Unit("°")]
    [Display(Name = "Latitude", GroupName = "Location", Description = "For sunrise and sunset. South is negative.", Order = 7)]
    public double? LatitudeDegrees { get; set; }

    /// <summary>Degrees east of Greenwich (WGS 84), for sunrise and sunset.</summary>
    /// <value>none</value>
    [Range(-180.0, 180.0)]
    [Unit("°")]
    [Display(Name = "Longitude", GroupName = "Location", Description = "West is negative.", Order = 8)]
    public double? LongitudeDegrees { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"'{TimeZone}' is no time zone of this computer", [nameof(TimeZone)]);
        }

        if (LatitudeDegrees is null != LongitudeDegrees is null)
        {
            yield return new ValidationResult("latitude and longitude go together", [nameof(LatitudeDegrees)]);
        }
    }
}
