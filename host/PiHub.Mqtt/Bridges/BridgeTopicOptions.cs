using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt.Bridges;

/// <summary>Topics that a bridge carries, as written in the configuration. Restart to change.</summary>
public sealed class BridgeTopicOptions
{
    /// <summary>A topic filter behind the prefixes. It may be empty when both prefixes together name one topic. Needed.</summary>
    /// <value>none</value>
    public string? Filter { get; set; }

    /// <summary>Which way.</summary>
    /// <value>Both</value>
    public BridgeDirection Direction { get; set; }

    /// <summary>What stands in front of the filter in the hub; without wildcards.</summary>
    /// <value>empty</value>
    public string LocalPrefix { get; set; } = "";

    /// <summary>What stands in front of the filter at the remote broker instead; without wildcards.</summary>
    /// <value>empty</value>
    public string RemotePrefix { get; set; } = "";

    /// <summary>The highest quality of service to carry messages with, 0 to 2; a message's own is never raised.</summary>
    /// <value>2</value>
    [Range(0, 2)]
    public int QualityOfService { get; set; } = 2;

    /// <summary>Where it stands in the configuration, for messages.</summary>
    internal string Path { get; set; } = "";
}
