using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Tests;

/// <summary>A page of the hub, some of it read at start only.</summary>
public sealed class RadioSettings
{
    [Range(1, 100)]
    public int MaximumPower { get; set; } = 10;

    [NeedsRestart]
    [Range(0, 65_535)]
    public int? Port { get; set; }

    [NeedsRestart]
    public TimeSpan WakeUp { get; set; } = TimeSpan.FromMinutes(1);

    public Weather Weather { get; set; } = Weather.LightRain;

    public Secret Key { get; set; }

    public IReadOnlyList<string> Names { get; set; } = [];
}
