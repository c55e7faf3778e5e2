using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost.Tests.Settings;

public sealed class Room
{
    [Required]
    public string Name { get; init; } = "";

    [Range(5, 30)]
    public int Target { get; init; } = 20;
}
