using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Serialization.Metadata;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Events;

namespace PiHub.Api.Live;

/// <summary>Sends what happens to the clients of <c>/api/events</c>. Safe to use from any thread; never waits for a client.</summary>
public sealed class EventHub
{
    private readonly ConcurrentDictionary<EventConnection, bool> _connections = new();
    private readonly TimeProvider _time;

    /// <summary>Creates it, without clients.</summary>
    /// <param name="time">The clock.</param>
    public EventHub(TimeProvider time) => _time = time;

    /// <summary>The event stream of a plugin.</summary>
    /// <param name="pluginId">The plugin's id.</param>
    public IEventStream StreamOf(string pluginId) => new PluginEventStream(this, EventChannel.Events(pluginId));

    /// <summary>Sends an event to the clients that want its channel; it is written only when there is one.</summary>
    internal void Publish<T>(string channel, T data, JsonTypeInfo<T> typeInfo) =>
        Publish(channel, () => EventMessage.Of(channel, _time.GetUtcNow(), data, typeInfo));

    internal void Publish(string channel, Func<byte[]> write)
    {
        byte[]? message = null;
        foreach ((EventConnection connection, _) in _connections)
        {
            if (connection.Outbox.Wants(channel))
            {
                connection.Outbox.Offer(channel, message ??= write());
            }
        }
    }

    /// <summary>Serves a client to its end.</summary>
    /// <param name="socket">Its socket.</param>
    /// <param name="bus">Where it may watch MQTT topics; null when it may not.</param>
    /// <param name="mayReadLogs">Whether it may follow the logs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ServeAsync(WebSocket socket, IBus? bus, bool mayReadLogs, CancellationToken cancellationToken)
    {
        var connection = new EventConnection(socket, bus, mayReadLogs, _time);
        _connections[connection] = true;
        try
        {
            await connection.RunAsync(cancellationToken);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    private sealed class PluginEventStream(EventHub hub, string channel) : IEventStream
    {
        public void Publish<T>(T data, JsonTypeInfo<T> typeInfo) => hub.Publish(channel, data, typeInfo);
    }
}
