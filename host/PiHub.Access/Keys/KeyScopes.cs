namespace PiHub.Access.Keys;

/// <summary>What of its role an API key may use.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>http:read</c>: GET and HEAD requests, and the live events.</summary>
    HttpRead = 1,

    /// <summary><c>http:write</c>: every other request.</summary>
    HttpWrite = 2,

    /// <summary><c>mqtt:publish</c>.</summary>
    MqttPublish = 4,

    /// <summary><c>mqtt:subscribe</c>.</summary>
    MqttSubscribe = 8,

    /// <summary>All that the role may: what a key has that names no scope.</summary>
    All = HttpRead | HttpWrite | MqttPublish | MqttSubscribe,
}
