namespace PiHub.Settings;

/// <summary>A setting of the hub that is read at start only: a change takes effect after a restart, and the page says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeedsRestartAttribute : Attribute;
