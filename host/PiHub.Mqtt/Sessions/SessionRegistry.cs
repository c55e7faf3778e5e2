using System.Collections.Concurrent;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>The connected clients by client id. Safe from any thread.</summary>
internal sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<string, ClientConnection> _byClientId = new(StringComparer.Ordinal);

    public int Count => _byClientId.Count;

    /// <summary>Takes a client id.</summary>
    /// <returns>The connection that had it and must end (5.0: 3.1.4-3), or null.</returns>
    public ClientConnection? Take(string clientId, ClientConnection connection)
    {
        while (true)
        {
            if (_byClientId.TryAdd(clientId, connection))
            {
                return null;
            }

            if (_byClientId.TryGetValue(clientId, out ClientConnection? old) && _byClientId.TryUpdate(clientId, connection, old))
            {
                return old;
            }
        }
    }

    /// <summary>Gives a client id back, unless another connection has taken it since.</summary>
    public void Release(string clientId, ClientConnection connection) =>
        _byClientId.TryRemove(KeyValuePair.Create(clientId, connection));

    /// <summary>The connection of a client id; null when there is none.</summary>
    public ClientConnection? Find(string clientId) => _byClientId.GetValueOrDefault(clientId);

    /// <summary>What there is to see of every client.</summary>
    public IReadOnlyList<MqttClientSnapshot> Snapshot(IReadOnlyDictionary<ISubscriber, List<string>> filters) =>
        [.. _byClientId.Values.Select(connection => connection.Snapshot(filters)).OfType<MqttClientSnapshot>()];
}
