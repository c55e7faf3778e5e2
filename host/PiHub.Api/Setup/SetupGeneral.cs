using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using PiHub.Settings.General;

namespace PiHub.Api.Setup;

/// <summary>The general settings that the assistant asks for; null where the default stays.</summary>
/// <param name="Name">What people call the hub.</param>
/// <param name="TimeZone">The IANA time zone; empty for the operating system's.</param>
/// <param name="Locale">How numbers and dates are written, a BCP 47 tag.</param>
/// <param name="Currency">The ISO 4217 code of the currency.</param>
/// <param name="NominalVoltageVolt">The mains' nominal voltage, in volts.</param>
/// <param name="NominalFrequencyHertz">The mains' nominal frequency, in hertz.</param>
internal sealed record SetupGeneral(
    string? Name, string? TimeZone, string? Locale, string? Currency, double? NominalVoltageVolt, double? NominalFrequencyHertz)
{
    /// <summary>The settings.</summary>
    public GeneralSettings ToSettings()
    {
        var settings = new GeneralSettings();
        settings.Name = Name ?? settings.Name;
        settings.TimeZone = TimeZone ?? settings.TimeZone;
        settings.Locale = Locale ?? settings.Locale;
        settings.Currency = Currency ?? settings.Currency;
        settings.NominalVoltageVolt = NominalVoltageVolt ?? settings.NominalVoltageVolt;
        settings.NominalFrequencyHertz = NominalFrequencyHertz ?? settings.NominalFrequencyHertz;
        return settings;
    }

    /// <summary>What is wrong with settings, by field; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Check(GeneralSettings settings)
    {
        var mistakes = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), mistakes, validateAllProperties: true);
        if (!Access.Users.UserNames.IsText(settings.Name))
        {
            mistakes.Add(new ValidationResult("the name has no control characters and is valid Unicode", [nameof(settings.Name)]));
        }

        return mistakes
            .SelectMany(mistake => mistake.MemberNames.DefaultIfEmpty(""), (mistake, member) => (member, mistake.ErrorMessage))
            .GroupBy(mistake => "general." + JsonNamingPolicy.SnakeCaseLower.ConvertName(mistake.member), mistake => mistake.ErrorMessage ?? "")
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }
}
