namespace PiHub.Mqtt.Codec;

/// <summary>How a property is encoded, where it may stand, and which numbers it may hold (5.0: 2.2.2.2, table 2-4).</summary>
internal sealed record PropertyRule(PropertyId Id, PropertyKind Kind, PropertyPlace Places, uint Minimum = 0, uint Maximum = uint.MaxValue)
{
    private static readonly PropertyRule?[] ById = Build();

    /// <summary>Every property, by ascending identifier.</summary>
    public static IEnumerable<PropertyRule> All => ById.OfType<PropertyRule>();

    /// <summary>Whether it may be repeated in one packet.</summary>
    public bool IsRepeatable => Id is PropertyId.UserProperty or PropertyId.SubscriptionIdentifier;

    /// <summary>The rule of an identifier; null when there is no such property.</summary>
    public static PropertyRule? Find(byte id) => id < ById.Length ? ById[id] : null;

    private static PropertyRule?[] Build()
    {
        const PropertyPlace Message = PropertyPlace.Publish | PropertyPlace.Will;
        const PropertyPlace Session = PropertyPlace.Connect | PropertyPlace.ConnAck;
        const PropertyPlace Login = Session | PropertyPlace.Auth;
        const PropertyPlace Reasons = PropertyPlace.ConnAck | PropertyPlace.Acknowledgement | PropertyPlace.SubAck
            | PropertyPlace.UnsubAck | PropertyPlace.Disconnect | PropertyPlace.Auth;
        const PropertyPlace Server = PropertyPlace.ConnAck;
        PropertyRule[] rules =
        [
            new(PropertyId.PayloadFormatIndicator, PropertyKind.Byte, Message, Maximum: 1),
            new(PropertyId.MessageExpiryInterval, PropertyKind.FourBytes, Message),
            new(PropertyId.ContentType, PropertyKind.Text, Message),
            new(PropertyId.ResponseTopic, PropertyKind.Text, Message),
            new(PropertyId.CorrelationData, PropertyKind.Binary, Message),
            new(PropertyId.SubscriptionIdentifier, PropertyKind.Variable, PropertyPlace.Publish | PropertyPlace.Subscribe, Minimum: 1),
            new(PropertyId.SessionExpiryInterval, PropertyKind.FourBytes, Session | PropertyPlace.Disconnect),
            new(PropertyId.AssignedClientIdentifier, PropertyKind.Text, Server),
            new(PropertyId.ServerKeepAlive, PropertyKind.TwoBytes, Server),
            new(PropertyId.AuthenticationMethod, PropertyKind.Text, Login),
            new(PropertyId.AuthenticationData, PropertyKind.Binary, Login),
            new(PropertyId.RequestProblemInformation, PropertyKind.Byte, PropertyPlace.Connect, Maximum: 1),
            new(PropertyId.WillDelayInterval, PropertyKind.FourBytes, PropertyPlace.Will),
            new(PropertyId.RequestResponseInformation, PropertyKind.Byte, PropertyPlace.Connect, Maximum: 1),
            new(PropertyId.ResponseInformation, PropertyKind.Text, Server),
            new(PropertyId.ServerReference, PropertyKind.Text, Server | PropertyPlace.Disconnect),
            new(PropertyId.ReasonString, PropertyKind.Text, Reasons),
            new(PropertyId.ReceiveMaximum, PropertyKind.TwoBytes, Session, Minimum: 1),
            new(PropertyId.TopicAliasMaximum, PropertyKind.TwoBytes, Session),
            new(PropertyId.TopicAlias, PropertyKind.TwoBytes, PropertyPlace.Publish, Minimum: 1),
            new(PropertyId.MaximumQoS, PropertyKind.Byte, Server, Maximum: 1),
            new(PropertyId.RetainAvailable, PropertyKind.Byte, Server, Maximum: 1),
            new(PropertyId.UserProperty, PropertyKind.TextPair, PropertyPlace.Everywhere),
            new(PropertyId.MaximumPacketSize, PropertyKind.FourBytes, Session, Minimum: 1),
            new(PropertyId.WildcardSubscriptionAvailable, PropertyKind.Byte, Server, Maximum: 1),
            new(PropertyId.SubscriptionIdentifierAvailable, PropertyKind.Byte, Server, Maximum: 1),
            new(PropertyId.SharedSubscriptionAvailable, PropertyKind.Byte, Server, Maximum: 1),
        ];
        var table = new PropertyRule?[(int)PropertyId.SharedSubscriptionAvailable + 1];
        foreach (PropertyRule rule in rules)
        {
            table[(int)rule.Id] = rule;
        }

        return table;
    }
}
