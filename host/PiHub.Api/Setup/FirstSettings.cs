using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings;
using PiHub.Settings.General;

namespace PiHub.Api.Setup;

/// <summary>Stores what differs from the defaults, as an admin on the page of general settings would.</summary>
internal sealed class FirstSettings(HubSettings settings) : IFirstSettings
{
    private const string Page = "general";

    public Task SaveAsync(GeneralSettings general, CancellationToken cancellationToken)
    {
        var standard = new GeneralSettings();
        var change = new JsonObject();
        Add(change, "name", general.Name, standard.Name);
        Add(change, "time_zone", general.TimeZone, standard.TimeZone);
        Add(change, "locale", general.Locale, standard.Locale);
        Add(change, "currency", general.Currency, standard.Currency);
        Add(change, "nominal_voltage_volt", general.NominalVoltageVolt, standard.NominalVoltageVolt);
        Add(change, "nominal_frequency_hertz", general.NominalFrequencyHertz, standard.NominalFrequencyHertz);
        SettingsOutcome? outcome = settings.Change(Page, JsonElement.Parse(change.ToJsonString()));
        return outcome is { Errors.Count: 0 }
            ? Task.CompletedTask
            : throw new InvalidOperationException($"the first settings were refused: {string.Join("; ", outcome?.Errors.Select(error => $"{error.Key} {error.Value[0]}") ?? [])}");
    }

    private static void Add<T>(JsonObject change, string name, T value, T standard)
        where T : IEquatable<T>
    {
        if (!value.Equals(standard))
        {
            change[name] = JsonValue.Create(value);
        }
    }
}
