using System.Collections.Concurrent;

namespace PiHub.Mqtt.Sessions;

/// <summary>The connected clients by client id, and the sessions that may outlive their connection. Safe from any thread.</summary>
internal sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<string, ClientConnection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public int ConnectedCount => _connections.Count;

    /// <summary>Sessions that wait for their client.</summary>
    public int WaitingCount => _sessions.Count(pair => pair.Value.State == SessionState.Waiting);

    public IEnumerable<ClientConnection> Connections => _connections.Values;

    /// <summary>Sessions that may outlive their connection, connected or not.</summary>
    public IEnumerable<Session> Sessions => _sessions.Values;

    /// <summary>How many sessions there are that may outlive their connection.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Takes a client id.</summary>
    /// <returns>The connection that had it and must end (5.0: 3.1.4-3), or null.</returns>
    public ClientConnection? Take(string clientId, ClientConnection connection)
    {
        while (true)
        {
            if (_connections.TryAdd(clientId, connection))
            {
                return null;
            }

            if (_connections.TryGetValue(clientId, out ClientConnection? old) && _connections.TryUpdate(clientId, connection, old))
            {
                return old;
            }
        }
    }

    /// <summary>Gives a client id back, unless another connection has taken it since.</summary>
    public void Release(string clientId, ClientConnection connection) =>
        _connections.TryRemove(KeyValuePair.Create(clientId, connection));

    /// <summary>The connection of a client id; null when there is none.</summary>
    public ClientConnection? FindConnection(string clientId) => _connections.GetValueOrDefault(clientId);

    /// <summary>The session of a client id that may outlive its connection; null when there is none.</summary>
    public Session? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    public void Add(Session session) => _sessions[session.ClientId] = session;

    public void Remove(Session session) => _sessions.TryRemove(KeyValuePair.Create(session.ClientId, session));
}
