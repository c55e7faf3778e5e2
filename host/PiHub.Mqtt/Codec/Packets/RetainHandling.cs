namespace PiHub.Mqtt.Codec.Packets;

/// <summary>When retained messages are sent on SUBSCRIBE (5.0: 3.8.3.1).</summary>
public enum RetainHandling
{
    /// <summary>At every SUBSCRIBE.</summary>
    Always = 0,

    /// <summary>Only when the subscription is new.</summary>
    OnNewSubscription = 1,

    /// <summary>Not at all.</summary>
    Never = 2,
}
