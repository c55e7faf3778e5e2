namespace PiHub.Mqtt.Subscriptions;

/// <summary>How well a subscriber can take a message now: what a shared subscription chooses its member by. Ascending.</summary>
internal enum Readiness
{
    /// <summary>It is not connected; the message would wait in its session.</summary>
    Offline = 0,

    /// <summary>It is behind, or does not take what it gets.</summary>
    Busy = 1,

    Ready = 2,
}
