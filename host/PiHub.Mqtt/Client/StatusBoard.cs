namespace PiHub.Mqtt.Client;

/// <summary>What the client does at this moment, for whoever wants to know.</summary>
internal sealed class StatusBoard
{
    private readonly TimeProvider _time;
    private readonly Func<MqttClientStatus, MqttClientStatus> _complete;

    // Guards _status.
    private readonly Lock _gate = new();
    private MqttClientStatus _status;

    /// <param name="server">Where the server is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="complete">Adds the numbers of the moment.</param>
    public StatusBoard(string server, TimeProvider time, Func<MqttClientStatus, MqttClientStatus> complete)
    {
        _time = time;
        _complete = complete;
        _status = new MqttClientStatus { State = MqttClientState.Stopped, Server = server, Since = time.GetUtcNow() };
    }

    public event Action<MqttClientStatus>? Changed;

    public MqttClientStatus Current
    {
        get
        {
            lock (_gate)
            {
                return _complete(_status);
            }
        }
    }

    /// <summary>Another state, or the same one for another reason.</summary>
    public void Set(MqttClientState state, string? reason, int attempts)
    {
        lock (_gate)
        {
            _status = _status with { State = state, Since = _time.GetUtcNow(), Reason = reason, AttemptsSinceConnected = attempts };
        }

        Refresh();
    }

    /// <summary>Tells again what is, because a part of it has changed.</summary>
    public void Refresh() => Changed?.Invoke(Current);
}
