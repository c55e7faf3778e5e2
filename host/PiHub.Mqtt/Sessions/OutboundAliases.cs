namespace PiHub.Mqtt.Sessions;

/// <summary>The topic aliases that the broker uses on one connection: the first topics keep theirs. For its writing loop only.</summary>
internal sealed class OutboundAliases
{
    private readonly int _maximum;
    private Dictionary<string, ushort>? _byTopic;

    public OutboundAliases(int maximum) => _maximum = maximum;

    /// <summary>The alias to send with a topic; 0 for none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="isNew">Whether the client must be told the topic too; then <see cref="Keep"/> once it was.</param>
    public ushort Find(string topic, out bool isNew)
    {
        isNew = false;
        if (_maximum == 0)
        {
            return 0;
        }

        if (_byTopic is not null && _byTopic.TryGetValue(topic, out ushort alias))
        {
            return alias;
        }

        int known = _byTopic?.Count ?? 0;
        isNew = known < _maximum;
        return isNew ? (ushort)(known + 1) : (ushort)0;
    }

    public void Keep(string topic, ushort alias) => (_byTopic ??= new(StringComparer.Ordinal)).Add(topic, alias);
}
