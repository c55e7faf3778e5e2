namespace PiHub.PluginHost.Listening;

/// <summary>A plugin's port cannot be had; the message says why, as a part of a sentence.</summary>
internal sealed class PortUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
