namespace PiHub.Settings.Tests;

public sealed class Band
{
    public int Low { get; init; } = 1;

    public int High { get; init; } = 9;
}
