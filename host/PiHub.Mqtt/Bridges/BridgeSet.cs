using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Bridges;

/// <summary>All bridges of the hub.</summary>
public sealed class BridgeSet : IAsyncDisposable
{
    private readonly BridgesOptions _options;
    private readonly MqttBroker _broker;
    private readonly ILoggerFactory _loggers;

    // Replaced once, at the start.
    private volatile IReadOnlyList<Bridge> _bridges = [];

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="options">The bridges; read once.</param>
    /// <param name="broker">What they bridge.</param>
    /// <param name="loggers">Where to log.</param>
    public BridgeSet(IOptions<BridgesOptions> options, MqttBroker broker, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _broker = broker;
        _loggers = loggers;
    }

    /// <summary>The bridges at this moment, by name; that to an external broker is called <c>external</c>.</summary>
    public IReadOnlyList<BridgeStatus> Status() => [.. _bridges.Select(bridge => bridge.Status()).OrderBy(bridge => bridge.Name, StringComparer.Ordinal)];

    /// <summary>Closes them.</summary>
    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<Bridge> bridges = _bridges;
        _bridges = [];
        await Task.WhenAll(bridges.Select(bridge => bridge.DisposeAsync().AsTask()));
    }

    /// <summary>Opens what waits for the remote brokers; from now on the bridges take what is published.</summary>
    /// <exception cref="IOException">The folder or a file cannot be used.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BridgeSettings> settings = BridgeCheck.All(_options, []);
        if (settings.Count == 0)
        {
            return;
        }

        var hops = new BridgeHops(HubIdentity.ReadOrCreate(_options.Folder));
        _broker.Parts.Pipeline.HasReturned = hops.HasReturned;
        _bridges = [.. settings.Select(bridge => new Bridge(bridge, _broker.Parts, hops, _loggers))];
        foreach (Bridge bridge in _bridges)
        {
            await bridge.OpenAsync(cancellationToken);
        }
    }

    /// <summary>Connects, once the hub's own subscribers are there.</summary>
    internal Task ConnectAsync() => Task.WhenAll(_bridges.Select(bridge => bridge.ConnectAsync()));
}
