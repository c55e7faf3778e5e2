using System.ComponentModel.DataAnnotations;

namespace PiHub.Settings.Tests;

public enum Weather
{
    Sun,

    [Display(Name = "Drizzle")]
    LightRain,
}
