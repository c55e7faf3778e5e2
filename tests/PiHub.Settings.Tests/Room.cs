using System.ComponentModel.DataAnnotations;

namespace PiHub.Settings.Tests;

public sealed class Room
{
    [Required]
    public string Name { get; init; } = "";

    [Range(5, 30)]
    public int Target { get; init; } = 20;
}
