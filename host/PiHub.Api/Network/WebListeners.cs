namespace PiHub.Api.Network;

/// <summary>Where the web interface is served; known once the hub listens.</summary>
public sealed class WebListeners
{
    /// <summary>The TCP port of HTTPS; null when there is none.</summary>
    public Func<int?> HttpsPort { get; init; } = () => null;
}
