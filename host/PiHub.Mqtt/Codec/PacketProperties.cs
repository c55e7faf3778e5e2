namespace PiHub.Mqtt.Codec;

/// <summary>The MQTT 5.0 properties of a packet; a property that is absent is null. Built by one owner, then only read.</summary>
internal sealed class PacketProperties
{
    private readonly List<Entry> _entries = [];

    public uint? PayloadFormatIndicator { get => Number(PropertyId.PayloadFormatIndicator); init => Set(PropertyId.PayloadFormatIndicator, value); }

    public uint? MessageExpirySeconds { get => Number(PropertyId.MessageExpiryInterval); init => Set(PropertyId.MessageExpiryInterval, value); }

    public string? ContentType { get => Text(PropertyId.ContentType); init => Set(PropertyId.ContentType, value); }

    public string? ResponseTopic { get => Text(PropertyId.ResponseTopic); init => Set(PropertyId.ResponseTopic, value); }

    public byte[]? CorrelationData { get => Binary(PropertyId.CorrelationData); init => Set(PropertyId.CorrelationData, value); }

    public uint? SessionExpirySeconds { get => Number(PropertyId.SessionExpiryInterval); init => Set(PropertyId.SessionExpiryInterval, value); }

    public string? AssignedClientId { get => Text(PropertyId.AssignedClientIdentifier); init => Set(PropertyId.AssignedClientIdentifier, value); }

    public uint? ServerKeepAliveSeconds { get => Number(PropertyId.ServerKeepAlive); init => Set(PropertyId.ServerKeepAlive, value); }

    public string? AuthenticationMethod { get => Text(PropertyId.AuthenticationMethod); init => Set(PropertyId.AuthenticationMethod, value); }

    public byte[]? AuthenticationBytes { get => Binary(PropertyId.AuthenticationData); init => Set(PropertyId.AuthenticationData, value); }

    public uint? RequestProblemInformation { get => Number(PropertyId.RequestProblemInformation); init => Set(PropertyId.RequestProblemInformation, value); }

    public uint? WillDelaySeconds { get => Number(PropertyId.WillDelayInterval); init => Set(PropertyId.WillDelayInterval, value); }

    public uint? RequestResponseInformation { get => Number(PropertyId.RequestResponseInformation); init => Set(PropertyId.RequestResponseInformation, value); }

    public string? ResponseInformation { get => Text(PropertyId.ResponseInformation); init => Set(PropertyId.ResponseInformation, value); }

    public string? ServerReference { get => Text(PropertyId.ServerReference); init => Set(PropertyId.ServerReference, value); }

    public string? ReasonString { get => Text(PropertyId.ReasonString); init => Set(PropertyId.ReasonString, value); }

    public uint? ReceiveMaximum { get => Number(PropertyId.ReceiveMaximum); init => Set(PropertyId.ReceiveMaximum, value); }

    public uint? TopicAliasMaximum { get => Number(PropertyId.TopicAliasMaximum); init => Set(PropertyId.TopicAliasMaximum, value); }

    public uint? TopicAlias { get => Number(PropertyId.TopicAlias); init => Set(PropertyId.TopicAlias, value); }

    public uint? MaximumQoS { get => Number(PropertyId.MaximumQoS); init => Set(PropertyId.MaximumQoS, value); }

    public uint? RetainAvailable { get => Number(PropertyId.RetainAvailable); init => Set(PropertyId.RetainAvailable, value); }

    public uint? MaximumPacketBytes { get => Number(PropertyId.MaximumPacketSize); init => Set(PropertyId.MaximumPacketSize, value); }

    public uint? WildcardSubscriptionAvailable { get => Number(PropertyId.WildcardSubscriptionAvailable); init => Set(PropertyId.WildcardSubscriptionAvailable, value); }

    public uint? SubscriptionIdentifierAvailable { get => Number(PropertyId.SubscriptionIdentifierAvailable); init => Set(PropertyId.SubscriptionIdentifierAvailable, value); }

    public uint? SharedSubscriptionAvailable { get => Number(PropertyId.SharedSubscriptionAvailable); init => Set(PropertyId.SharedSubscriptionAvailable, value); }

    /// <summary>In the order of the wire.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers
    {
        get => [.. _entries.Where(entry => entry.Id == PropertyId.SubscriptionIdentifier).Select(entry => entry.Number)];
        init => _entries.AddRange(value.Select(number => new Entry(PropertyId.SubscriptionIdentifier, number, null)));
    }

    /// <summary>In the order of the wire; names may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties
    {
        get => [.. _entries.Select(entry => entry.Value).OfType<KeyValuePair<string, string>>()];
        init => _entries.AddRange(value.Select(pair => new Entry(PropertyId.UserProperty, 0, pair)));
    }

    /// <summary>Every property in the order of the wire.</summary>
    internal IReadOnlyList<Entry> Entries => _entries;

    public bool Has(PropertyId id)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    internal void Add(PropertyId id, uint number) => _entries.Add(new Entry(id, number, null));

    internal void Add(PropertyId id, object value) => _entries.Add(new Entry(id, 0, value));

    private uint? Number(PropertyId id)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Id == id)
            {
                return entry.Number;
            }
        }

        return null;
    }

    private string? Text(PropertyId id) => (string?)Value(id);

    private byte[]? Binary(PropertyId id) => (byte[]?)Value(id);

    private object? Value(PropertyId id)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Id == id)
            {
                return entry.Value;
            }
        }

        return null;
    }

    private void Set(PropertyId id, uint? number)
    {
        if (number is { } given)
        {
            Add(id, given);
        }
    }

    private void Set(PropertyId id, object? value)
    {
        if (value is not null)
        {
            Add(id, value);
        }
    }

    /// <summary>One property: a number, or a string, byte array or pair of strings.</summary>
    internal readonly record struct Entry(PropertyId Id, uint Number, object? Value);
}
