namespace PiHub.Fixtures.NoEntry;

/// <summary>A class, but no plugin.</summary>
public sealed class Nothing;
