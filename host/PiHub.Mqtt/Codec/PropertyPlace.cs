namespace PiHub.Mqtt.Codec;

/// <summary>Where a property may stand.</summary>
[Flags]
internal enum PropertyPlace
{
    None = 0,
    Connect = 1,
    Will = 2,
    ConnAck = 4,
    Publish = 8,
    Acknowledgement = 16,
    Subscribe = 32,
    SubAck = 64,
    Unsubscribe = 128,
    UnsubAck = 256,
    Disconnect = 512,
    Auth = 1024,
    Everywhere = 2047,
}
