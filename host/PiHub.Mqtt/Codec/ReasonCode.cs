namespace PiHub.Mqtt.Codec;

/// <summary>MQTT 5.0 reason codes (2.4); 0x80 and above are failures.</summary>
public enum ReasonCode : byte
{
    /// <summary>Success, normal disconnection or granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>SUBACK: granted QoS 1.</summary>
    GrantedAtLeastOnce = 0x01,

    /// <summary>SUBACK: granted QoS 2.</summary>
    GrantedExactlyOnce = 0x02,

    /// <summary>DISCONNECT: the will is to be published.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>Accepted, but nobody subscribes.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBACK: there was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>AUTH: go on.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>AUTH: start again.</summary>
    Reauthenticate = 0x19,

    /// <summary>No reason given.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The packet does not follow the format.</summary>
    MalformedPacket = 0x81,

    /// <summary>The packet is not allowed here.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, but this server does not accept it.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>The protocol version is not served.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client id is not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>User name or password is wrong.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not permitted.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server cannot serve now.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy.</summary>
    ServerBusy = 0x89,

    /// <summary>The client is banned.</summary>
    Banned = 0x8A,

    /// <summary>The server stops.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not supported.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing was received for 1.5 times the keep-alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection uses the client id.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is not known.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More unacknowledged messages than announced.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The topic alias is 0 or above the announced maximum.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than announced.</summary>
    PacketTooLarge = 0x95,

    /// <summary>Too many messages in too little time.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit of the server is reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>Closed by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not of the promised format.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>Retained messages are not served.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The QoS is above the announced maximum.</summary>
    QualityOfServiceNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not served.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections in too little time.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The longest connection time is reached.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not served.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Wildcard subscriptions are not served.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
