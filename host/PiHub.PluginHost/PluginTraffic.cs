namespace PiHub.PluginHost;

/// <summary>What one plugin did since the hub started, over all its restarts and upgrades.</summary>
/// <param name="Requests">Requests that entered the plugin.</param>
/// <param name="RequestErrors">Requests that it ended with an exception.</param>
/// <param name="RequestsRefused">Requests that were refused because a change of version took too long or too many waited for it.</param>
/// <param name="Samples">Samples that its handlers took.</param>
/// <param name="SampleErrors">Samples that its handlers ended with an exception.</param>
public sealed record PluginTraffic(long Requests, long RequestErrors, long RequestsRefused, long Samples, long SampleErrors);
