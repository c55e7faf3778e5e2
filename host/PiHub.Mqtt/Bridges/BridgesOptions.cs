namespace PiHub.Mqtt.Bridges;

/// <summary>The bridges to other brokers, from the configuration sections <c>Mqtt:Bridges</c> and <c>Mqtt:External</c>. Restart to change.
/// </summary>
public sealed class BridgesOptions
{
    /// <summary>Where the broker is that devices connect to.</summary>
    /// <value>Embedded</value>
    public BrokerMode Mode { get; set; }

    /// <summary>The bridges.</summary>
    /// <value>empty</value>
    public IList<BridgeOptions> Bridges { get; } = [];

    /// <summary>The broker that the hub is a client of when <see cref="Mode"/> is External. It has neither name nor topics.</summary>
    /// <value>none</value>
    public BridgeOptions? External { get; set; }

    /// <summary>The folder of the files in which messages wait; set by the program.</summary>
    /// <value>empty</value>
    public string Folder { get; set; } = "";

    /// <summary>Filters of topics in which only the hub itself publishes: what a bridge brings there is ignored. Set by the program.</summary>
    /// <value>empty</value>
    public IReadOnlyList<string> OwnTopics { get; set; } = [];

    /// <summary>What an external broker is always asked for, whoever subscribes in the hub; set by the program.</summary>
    /// <value>empty</value>
    public IReadOnlyList<string> ExternalFilters { get; set; } = [];

    /// <summary>The retained topic whose message says whether the hub is there; an external broker says <c>offline</c> on it when the hub
    /// is lost. Set by the program.</summary>
    /// <value>none</value>
    public string? StatusTopic { get; set; }

    /// <summary>What was wrong with the configuration before it could be checked.</summary>
    internal List<string> Mistakes { get; } = [];
}
