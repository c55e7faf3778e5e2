namespace PiHub.Mqtt.Codec.Packets;

/// <summary>When retained messages are sent on SUBSCRIBE (5.0: 3.8.3.1).</summary>
internal enum RetainHandling
{
    Always = 0,
    OnNewSubscription = 1,
    Never = 2,
}
