using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Publishing;

/// <summary>What becomes of a published message.</summary>
public readonly record struct PublishVerdict
{
    private PublishVerdict(ReasonCode code, string? reason)
    {
        Code = code;
        Reason = reason;
    }

    /// <summary>The message is durable or needs no durability; it may be acknowledged and forwarded.</summary>
    public static PublishVerdict Accepted => default;

    /// <summary>The message came back over bridges: it is acknowledged and goes to nobody, for everybody has it.</summary>
    internal static PublishVerdict Returned => new() { IsReturned = true };

    /// <summary>What an MQTT 5 publisher is told: success, or a failure of PUBACK (5.0: 3.4.2.1).</summary>
    public ReasonCode Code { get; }

    /// <summary>Why it is rejected, for a person; null when accepted.</summary>
    public string? Reason { get; }

    internal bool IsReturned { get; private init; }

    /// <summary>Whether the message goes on.</summary>
    public bool IsAccepted => Code == ReasonCode.Success;

    /// <summary>The message is refused: it is counted, shown among the rejected messages, and goes to nobody.</summary>
    /// <param name="code">A failure that PUBACK may carry, e.g. <see cref="ReasonCode.PayloadFormatInvalid"/>.</param>
    /// <param name="reason">What is wrong and what would be right, for a person.</param>
    /// <exception cref="ArgumentException">PUBACK cannot carry the code.</exception>
    public static PublishVerdict Rejected(ReasonCode code, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return code >= ReasonCode.UnspecifiedError && ReasonCodes.Of(PacketType.PubAck).Contains(code)
            ? new PublishVerdict(code, reason)
            : throw new ArgumentException($"PUBACK cannot carry {code}", nameof(code));
    }
}
