namespace PiHub.PluginHost.Catalogue;

/// <summary>The catalogue, or a package in it, cannot be had.</summary>
/// <param name="message">Why, and what to do, without a full stop.</param>
/// <param name="cause">What happened.</param>
public sealed class CatalogueException(string message, Exception? cause = null) : Exception(message, cause);
