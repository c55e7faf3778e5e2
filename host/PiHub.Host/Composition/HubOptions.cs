using System.ComponentModel.DataAnnotations;

namespace PiHub.Host.Composition;

/// <summary>Where the hub listens.</summary>
internal sealed class HubOptions
{
    /// <summary>The TCP port of the web interface and the HTTP API; 0 picks a free one. Restart to change.</summary>
    /// <value>8080</value>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 8080;

    /// <summary>The TCP port of the MQTT broker; 0 picks a free one. Restart to change.</summary>
    /// <value>1883</value>
    [Range(0, 65535)]
    public int MqttPort { get; set; } = 1883;
}
