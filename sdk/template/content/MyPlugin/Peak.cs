namespace MyPlugin;

/// <summary>The highest value of a device.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Value">The value, in the metric's unit.</param>
/// <param name="Time">When it was measured, UTC.</param>
internal sealed record Peak(string Device, double Value, DateTimeOffset Time);
