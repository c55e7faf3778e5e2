using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Sessions;

/// <summary>The topic aliases that a client has set on its connection (5.0: 3.3.2.3.4). Allocates nothing before the first.</summary>
internal sealed class InboundAliases
{
    private readonly int _maximum;
    private string?[]? _topics;

    public InboundAliases(int maximum) => _maximum = maximum;

    /// <summary>Sets an alias, or finds its topic when none is given.</summary>
    /// <exception cref="MqttProtocolException">The alias is not allowed or not set.</exception>
    public string Resolve(uint alias, string topic)
    {
        if (alias == 0 || alias > _maximum)
        {
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, $"the topic alias {alias} is not between 1 and {_maximum}"); // 3.3.2-8
        }

        _topics ??= new string?[_maximum + 1];
        if (topic.Length > 0)
        {
            _topics[alias] = topic;
        }

        return _topics[alias] ?? throw MqttProtocolException.NotAllowed($"the topic alias {alias} was not set on this connection");
    }
}
