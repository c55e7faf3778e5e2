using System.ComponentModel.DataAnnotations;

namespace PiHub.Sdk.Testing.Tests;

public sealed class SampleSettings
{
    [Range(1, 1000)]
    public int Limit { get; set; } = 100;
}
