using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost.Tests.Settings;

public enum Weather
{
    Sun,

    [Display(Name = "Drizzle")]
    LightRain,
}
