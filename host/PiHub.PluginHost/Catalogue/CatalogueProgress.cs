namespace PiHub.PluginHost.Catalogue;

/// <summary>How far the installation of a plugin from the catalogue has come.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Phase"><c>downloading</c>, <c>checking</c>, <c>installing</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="ReceivedBytes">What has been received of the package.</param>
/// <param name="TotalBytes">The package's size.</param>
/// <param name="Reason">Why it failed, without a full stop; null when it did not.</param>
public sealed record CatalogueProgress(string Id, string Phase, long ReceivedBytes, long TotalBytes, string? Reason);
