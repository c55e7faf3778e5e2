using System.ComponentModel.DataAnnotations;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Tests;

/// <summary>Settings that do not work before their owner has given something.</summary>
public sealed class NeedySettings
{
    [Required]
    public Secret Key { get; init; }

    public int Poll { get; init; } = 1;
}
