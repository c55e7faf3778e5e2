namespace PiHub.Mqtt.Codec;

/// <summary>Which reason codes a packet may carry (5.0: 3.x.2.1 of each packet).</summary>
internal static class ReasonCodes
{
    private static readonly ReasonCode[] PublishAcknowledgement =
    [
        ReasonCode.Success, ReasonCode.NoMatchingSubscribers, ReasonCode.UnspecifiedError, ReasonCode.ImplementationSpecificError,
        ReasonCode.NotAuthorized, ReasonCode.TopicNameInvalid, ReasonCode.PacketIdentifierInUse, ReasonCode.QuotaExceeded,
        ReasonCode.PayloadFormatInvalid,
    ];

    private static readonly ReasonCode[] Release = [ReasonCode.Success, ReasonCode.PacketIdentifierNotFound];

    private static readonly ReasonCode[] Connection =
    [
        ReasonCode.Success, ReasonCode.UnspecifiedError, ReasonCode.MalformedPacket, ReasonCode.ProtocolError,
        ReasonCode.ImplementationSpecificError, ReasonCode.UnsupportedProtocolVersion, ReasonCode.ClientIdentifierNotValid,
        ReasonCode.BadUserNameOrPassword, ReasonCode.NotAuthorized, ReasonCode.ServerUnavailable, ReasonCode.ServerBusy,
        ReasonCode.Banned, ReasonCode.BadAuthenticationMethod, ReasonCode.TopicNameInvalid, ReasonCode.PacketTooLarge,
        ReasonCode.QuotaExceeded, ReasonCode.PayloadFormatInvalid, ReasonCode.RetainNotSupported,
        ReasonCode.QualityOfServiceNotSupported, ReasonCode.UseAnotherServer, ReasonCode.ServerMoved,
        ReasonCode.ConnectionRateExceeded,
    ];

    private static readonly ReasonCode[] Subscription =
    [
        ReasonCode.Success, ReasonCode.GrantedAtLeastOnce, ReasonCode.GrantedExactlyOnce, ReasonCode.UnspecifiedError,
        ReasonCode.ImplementationSpecificError, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid,
        ReasonCode.PacketIdentifierInUse, ReasonCode.QuotaExceeded, ReasonCode.SharedSubscriptionsNotSupported,
        ReasonCode.SubscriptionIdentifiersNotSupported, ReasonCode.WildcardSubscriptionsNotSupported,
    ];

    private static readonly ReasonCode[] Unsubscription =
    [
        ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.UnspecifiedError, ReasonCode.ImplementationSpecificError,
        ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid, ReasonCode.PacketIdentifierInUse,
    ];

    private static readonly ReasonCode[] Disconnection =
    [
        ReasonCode.Success, ReasonCode.DisconnectWithWill, ReasonCode.UnspecifiedError, ReasonCode.MalformedPacket,
        ReasonCode.ProtocolError, ReasonCode.ImplementationSpecificError, ReasonCode.NotAuthorized, ReasonCode.ServerBusy,
        ReasonCode.ServerShuttingDown, ReasonCode.BadAuthenticationMethod, ReasonCode.KeepAliveTimeout,
        ReasonCode.SessionTakenOver, ReasonCode.TopicFilterInvalid, ReasonCode.TopicNameInvalid,
        ReasonCode.ReceiveMaximumExceeded, ReasonCode.TopicAliasInvalid, ReasonCode.PacketTooLarge,
        ReasonCode.MessageRateTooHigh, ReasonCode.QuotaExceeded, ReasonCode.AdministrativeAction,
        ReasonCode.PayloadFormatInvalid, ReasonCode.RetainNotSupported, ReasonCode.QualityOfServiceNotSupported,
        ReasonCode.UseAnotherServer, ReasonCode.ServerMoved, ReasonCode.SharedSubscriptionsNotSupported,
        ReasonCode.ConnectionRateExceeded, ReasonCode.MaximumConnectTime, ReasonCode.SubscriptionIdentifiersNotSupported,
        ReasonCode.WildcardSubscriptionsNotSupported,
    ];

    private static readonly ReasonCode[] Authentication =
        [ReasonCode.Success, ReasonCode.ContinueAuthentication, ReasonCode.Reauthenticate];

    /// <summary>The legal codes of a packet type; empty for types without a code.</summary>
    public static ReadOnlySpan<ReasonCode> Of(PacketType type) => type switch
    {
        PacketType.ConnAck => Connection,
        PacketType.PubAck or PacketType.PubRec => PublishAcknowledgement,
        PacketType.PubRel or PacketType.PubComp => Release,
        PacketType.SubAck => Subscription,
        PacketType.UnsubAck => Unsubscription,
        PacketType.Disconnect => Disconnection,
        PacketType.Auth => Authentication,
        _ => [],
    };

    /// <summary>The CONNACK return code of 3.1.1 (3.2.2.3); null when it has none for the reason and the connection just closes.</summary>
    public static byte? ToReturnCode(ReasonCode code) => code switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.ServerUnavailable => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        ReasonCode.NotAuthorized => 5,
        _ => null,
    };

    /// <summary>The reverse of <see cref="ToReturnCode"/>; null for values above 5.</summary>
    public static ReasonCode? FromReturnCode(byte returnCode) => returnCode switch
    {
        0 => ReasonCode.Success,
        1 => ReasonCode.UnsupportedProtocolVersion,
        2 => ReasonCode.ClientIdentifierNotValid,
        3 => ReasonCode.ServerUnavailable,
        4 => ReasonCode.BadUserNameOrPassword,
        5 => ReasonCode.NotAuthorized,
        _ => null,
    };
}
