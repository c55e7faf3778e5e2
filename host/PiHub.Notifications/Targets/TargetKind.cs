namespace PiHub.Notifications.Targets;

/// <summary>How a target is reached.</summary>
public enum TargetKind
{
    /// <summary>A message on an MQTT topic of this hub.</summary>
    Mqtt = 0,

    /// <summary>An e-mail.</summary>
    Mail = 1,

    /// <summary>A POST to an HTTP address.</summary>
    Webhook = 2,
}
