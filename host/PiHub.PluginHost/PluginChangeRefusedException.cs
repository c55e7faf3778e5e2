namespace PiHub.PluginHost;

/// <summary>A change of a plugin is refused, and nothing has changed.</summary>
/// <param name="reason">Why, as a sentence with its remedy.</param>
public sealed class PluginChangeRefusedException(string reason) : Exception(reason);
