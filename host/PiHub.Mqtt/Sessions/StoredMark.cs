namespace PiHub.Mqtt.Sessions;

/// <summary>A message of a session that is stored, and how far its storing got.</summary>
internal sealed class StoredMark
{
    private volatile bool _isCommitted;
    private volatile bool _isSentCommitted;

    public StoredMark(long sequence) => Sequence = sequence;

    /// <summary>Its place in the session.</summary>
    public long Sequence { get; }

    /// <summary>Whether it is durable; before that it is not sent.</summary>
    public bool IsCommitted { get => _isCommitted; set => _isCommitted = value; }

    /// <summary>Whether the packet identifier that it is sent with is durable; before that it is not sent with QoS 2.</summary>
    public bool IsSentCommitted { get => _isSentCommitted; set => _isSentCommitted = value; }
}
