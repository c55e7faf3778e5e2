using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Codec;

/// <summary>Reads the properties of one packet (5.0: 2.2.2).</summary>
internal static class PropertyReader
{
    /// <returns>Null when there are none.</returns>
    public static PacketProperties? Read(ref FieldReader fields, PropertyPlace place)
    {
        uint lengthBytes = fields.ReadVariable();
        if (lengthBytes == 0)
        {
            return null;
        }

        FieldReader part = fields.ReadPart(lengthBytes);
        var properties = new PacketProperties();
        while (part.RemainingBytes > 0)
        {
            ReadOne(ref part, place, properties);
        }

        if (properties.AuthenticationBytes is not null && properties.AuthenticationMethod is null)
        {
            throw MqttProtocolException.NotAllowed("authentication data without an authentication method");
        }

        return properties;
    }

    private static void ReadOne(ref FieldReader fields, PropertyPlace place, PacketProperties properties)
    {
        uint id = fields.ReadVariable();
        PropertyRule? rule = id <= byte.MaxValue ? PropertyRule.Find((byte)id) : null;
        if (rule is null || (rule.Places & place) == 0)
        {
            throw MqttProtocolException.Malformed($"property {id} does not belong here");
        }

        // SUBSCRIBE takes one subscription identifier (3.8.2.1.2), PUBLISH several (3.3.2.3.8).
        if (properties.Has(rule.Id) && (!rule.IsRepeatable || (rule.Id == PropertyId.SubscriptionIdentifier && place == PropertyPlace.Subscribe)))
        {
            throw MqttProtocolException.NotAllowed($"property {rule.Id} is given twice");
        }

        switch (rule.Kind)
        {
            case PropertyKind.Text:
                properties.Add(rule.Id, ReadText(ref fields, rule.Id));
                break;
            case PropertyKind.TextPair:
                properties.Add(rule.Id, new KeyValuePair<string, string>(fields.ReadText(), fields.ReadText()));
                break;
            case PropertyKind.Binary:
                properties.Add(rule.Id, fields.ReadBinary().ToArray());
                break;
            default:
                properties.Add(rule.Id, ReadNumber(ref fields, rule));
                break;
        }
    }

    private static uint ReadNumber(ref FieldReader fields, PropertyRule rule)
    {
        uint number = rule.Kind switch
        {
            PropertyKind.Byte => fields.ReadByte(),
            PropertyKind.TwoBytes => fields.ReadTwoBytes(),
            PropertyKind.FourBytes => fields.ReadFourBytes(),
            _ => fields.ReadVariable(),
        };
        if (number >= rule.Minimum && number <= rule.Maximum)
        {
            return number;
        }

        ReasonCode reason = rule.Id == PropertyId.TopicAlias ? ReasonCode.TopicAliasInvalid : ReasonCode.ProtocolError;
        throw new MqttProtocolException(reason, $"property {rule.Id} must not be {number}");
    }

    private static string ReadText(ref FieldReader fields, PropertyId id)
    {
        string text = fields.ReadText();

        // 3.3.2-14: a response topic is a topic name.
        return id != PropertyId.ResponseTopic || TopicName.IsValid(text)
            ? text
            : throw MqttProtocolException.NotAllowed("the response topic is empty or has a wildcard");
    }
}
