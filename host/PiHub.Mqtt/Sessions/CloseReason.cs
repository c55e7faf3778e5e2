using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Sessions;

/// <summary>Why a connection ends, and what follows from it.</summary>
/// <param name="Text">For the log.</param>
/// <param name="Code">What an MQTT 5 client is told; null when it knows or is gone.</param>
/// <param name="PublishesWill">Whether the will is published (3.1.2-8; 5.0: 3.14.4-3).</param>
internal sealed record CloseReason(string Text, ReasonCode? Code, bool PublishesWill)
{
    public static readonly CloseReason ClientDisconnected = new("the client said so", Code: null, PublishesWill: false);

    public static readonly CloseReason ClientDisconnectedWithWill = new("the client said so, with its will", Code: null, PublishesWill: true);

    public static readonly CloseReason ConnectionLost = new("the connection was lost", Code: null, PublishesWill: true) { DrainsFirst = true };

    public static readonly CloseReason KeepAliveTimeout =
        new("nothing was received for 1.5 times the keep-alive", ReasonCode.KeepAliveTimeout, PublishesWill: true);

    public static readonly CloseReason PacketTimeout =
        new("a packet did not arrive whole in time", ReasonCode.ImplementationSpecificError, PublishesWill: true) { IsFault = true };

    public static readonly CloseReason TakenOver =
        new("another connection uses the client id", ReasonCode.SessionTakenOver, PublishesWill: true);

    public static readonly CloseReason AccessRevoked =
        new("its access was revoked", ReasonCode.NotAuthorized, PublishesWill: true);

    /// <summary>The will is not sent: the standard lets a server that stops defer it (5.0: 3.1.2.5).</summary>
    public static readonly CloseReason ShuttingDown =
        new("the broker stops", ReasonCode.ServerShuttingDown, PublishesWill: false) { DrainsFirst = true };

    public static readonly CloseReason QueueFull =
        new("it did not take its messages and its queue was full", ReasonCode.QuotaExceeded, PublishesWill: true) { IsFault = true };

    /// <summary>An administrator wants so.</summary>
    public static readonly CloseReason Administrative =
        new("an administrator ended it", ReasonCode.AdministrativeAction, PublishesWill: true);

    public static readonly CloseReason JournalFailed =
        new("the journal failed", ReasonCode.UnspecifiedError, PublishesWill: true);

    public static readonly CloseReason Failed = new("an internal error", ReasonCode.UnspecifiedError, PublishesWill: true);

    /// <summary>Whether the session ends too, whatever its expiry.</summary>
    public bool EndsSession { get; init; }

    /// <summary>Whether messages in the journal are finished, and acknowledged, before the connection closes.</summary>
    public bool DrainsFirst { get; init; }

    /// <summary>Whether the client did something that its owner should know of.</summary>
    public bool IsFault { get; init; }

    /// <summary>Whether the client is likely to be still sending: closing at once would reset the socket and lose the last packet.</summary>
    public bool Lingers { get; init; }

    public static CloseReason Broken(MqttProtocolException exception)
    {
        ReasonCode code = ReasonCodes.Of(PacketType.Disconnect).Contains(exception.Reason) ? exception.Reason : ReasonCode.ProtocolError;
        return new CloseReason($"protocol error: {exception.Message}", code, PublishesWill: true) { Lingers = true, IsFault = true };
    }
}
