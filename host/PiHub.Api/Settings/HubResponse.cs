using PiHub.Settings.General;

namespace PiHub.Api.Settings;

/// <summary>What every page and app needs to know of the hub.</summary>
internal sealed record HubResponse
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA time zone of local days and of times; never empty.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How numbers and dates are written, a BCP 47 tag.</summary>
    public required string Locale { get; init; }

    /// <summary>An ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required double NominalVoltageVolt { get; init; }

    public required double NominalFrequencyHertz { get; init; }

    public double? LatitudeDegrees { get; init; }

    public double? LongitudeDegrees { get; init; }

    public static HubResponse Of(GeneralSettings settings, TimeZoneInfo local) => new()
    {
        Name = settings.Name,
        TimeZone = settings.TimeZone is { Length: > 0 } zone ? zone : local.Id,
        Locale = settings.Locale,
        Currency = settings.Currency,
        NominalVoltageVolt = settings.NominalVoltageVolt,
        NominalFrequencyHertz = settings.NominalFrequencyHertz,
        LatitudeDegrees = settings.LatitudeDegrees,
        LongitudeDegrees = settings.LongitudeDegrees,
    };
}
