using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Codec;

/// <summary>Makes valid packets of every type.</summary>
internal static class PacketGenerators
{
    private static readonly string[] Pieces =
        ["a", "pihub", "meter", "/", "$", " ", "é", "漢", "\U0001F600", "\uFEFF", "\u0001", "\uFFFD", "-", "0"];

    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    private static readonly Gen<ushort> PacketId = Gen.Choose(1, 65_535).Select(id => (ushort)id);

    private static readonly Gen<string> Text = Gen.Choose(0, 6).SelectMany(n => Gen.Elements(Pieces).ArrayOf(n)).Select(string.Concat);

    private static readonly Gen<string> Topic = Text.Select(text => text.Length == 0 ? "t" : text);

    private static readonly Gen<string> Filter = Gen.Elements("#", "+", "a/#", "+/b/+", "$share/g/a", "x");

    private static readonly Gen<byte[]> Bytes =
        Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(100, 300), Gen.Constant(20_000)).SelectMany(n => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(n));

    private static readonly Gen<byte[]> ShortBytes = Gen.Choose(0, 20).SelectMany(n => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(n));

    private static readonly Gen<QualityOfService> Quality =
        Gen.Elements(QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce);

    public static Gen<Packet> Any(ProtocolVersion version)
    {
        bool v5 = version == ProtocolVersion.V5;
        Gen<Packet>[] both =
        [
            Connect(version), ConnAck(v5), Publish(v5), Acknowledgement(v5), Subscribe(v5), SubAck(v5), Unsubscribe(v5),
            Gen.Elements<Packet>(PingPacket.Request, PingPacket.Response), Disconnect(v5),
        ];
        return Gen.OneOf(v5 ? [.. both, Auth()] : both);
    }

    private static Gen<T?> Optional<T>(this Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(value => (T?)value));

    private static Gen<PacketProperties?> Properties(bool v5, PropertyPlace place)
    {
        if (!v5)
        {
            return Gen.Constant<PacketProperties?>(null);
        }

        PropertyRule[] allowed = [.. PropertyRule.All.Where(rule => (rule.Places & place) != 0 && rule.Id != PropertyId.AuthenticationData)];
        Gen<PacketProperties> some =
            from chosen in Gen.SubListOf(allowed)
            from numbers in Gen.Choose(1, 127).ArrayOf(allowed.Length)
            from texts in Topic.ArrayOf(allowed.Length)
            from bytes in ShortBytes
            from twice in Flag
            select Build(chosen, numbers, texts, bytes, twice && place != PropertyPlace.Subscribe);
        return some.Optional();
    }

    private static PacketProperties Build(IEnumerable<PropertyRule> chosen, int[] numbers, string[] texts, byte[] bytes, bool twice)
    {
        var properties = new PacketProperties();
        properties.Add(PropertyId.UserProperty, new KeyValuePair<string, string>(texts[0], ""));
        int i = 0;
        foreach (PropertyRule rule in chosen)
        {
            object value = rule.Kind switch
            {
                PropertyKind.Text => texts[i],
                PropertyKind.TextPair => new KeyValuePair<string, string>(texts[i], texts[^1]),
                PropertyKind.Binary => bytes,
                _ => (uint)numbers[i] % (rule.Maximum == 1 ? 2u : uint.MaxValue),
            };
            for (int repeat = 0; repeat < (rule.IsRepeatable && twice ? 2 : 1); repeat++)
            {
                if (value is uint number)
                {
                    properties.Add(rule.Id, number);
                }
                else
                {
                    properties.Add(rule.Id, value);
                }
            }

            i++;
        }

        return properties;
    }

    private static Gen<Packet> Connect(ProtocolVersion version) =>
        from clientId in Text
        from clean in Flag
        from keepAlive in Gen.Choose(0, 65_535)
        from will in Will(version == ProtocolVersion.V5).Optional()
        from user in Text.Optional()
        from password in ShortBytes.Optional()
        from properties in Properties(version == ProtocolVersion.V5, PropertyPlace.Connect)
        select (Packet)new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = clean,
            KeepAliveSeconds = (ushort)keepAlive,
            Will = will,
            UserName = user,
            Password = version == ProtocolVersion.V5 || user is not null ? password : null,
            Properties = properties,
        };

    private static Gen<WillMessage> Will(bool v5) =>
        from topic in Topic
        from payload in ShortBytes
        from quality in Quality
        from retain in Flag
        from properties in Properties(v5, PropertyPlace.Will)
        select new WillMessage { Topic = topic, Payload = payload, QualityOfService = quality, Retain = retain, Properties = properties };

    private static Gen<Packet> ConnAck(bool v5) =>
        from reason in v5
            ? Gen.Elements(ReasonCodes.Of(PacketType.ConnAck).ToArray())
            : Gen.Choose(0, 5).Select(code => ReasonCodes.FromReturnCode((byte)code).GetValueOrDefault())
        from present in Flag
        from properties in Properties(v5, PropertyPlace.ConnAck)
        select (Packet)new ConnAckPacket
        {
            SessionPresent = present && reason == ReasonCode.Success,
            Reason = reason,
            Properties = properties,
        };

    private static Gen<Packet> Publish(bool v5) =>
        from topic in Topic
        from payload in Bytes
        from quality in Quality
        from id in PacketId
        from retain in Flag
        from duplicate in Flag
        from properties in Properties(v5, PropertyPlace.Publish)
        select (Packet)new PublishPacket
        {
            Topic = topic,
            Payload = payload,
            QualityOfService = quality,
            PacketId = quality == QualityOfService.AtMostOnce ? (ushort)0 : id,
            Retain = retain,
            Duplicate = duplicate && quality != QualityOfService.AtMostOnce,
            Properties = properties,
        };

    private static Gen<Packet> Acknowledgement(bool v5) =>
        from type in Gen.Elements(PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp)
        from id in PacketId
        from reason in Gen.Elements(ReasonCodes.Of(type).ToArray())
        from properties in Properties(v5, PropertyPlace.Acknowledgement)
        select (Packet)new AcknowledgementPacket(type, id) { Reason = v5 ? reason : ReasonCode.Success, Properties = properties };

    private static Gen<Packet> Subscribe(bool v5) =>
        from id in PacketId
        from count in Gen.Choose(1, 4)
        from requests in Request(v5).ArrayOf(count)
        from properties in Properties(v5, PropertyPlace.Subscribe)
        select (Packet)new SubscribePacket { PacketId = id, Requests = requests, Properties = properties };

    private static Gen<SubscriptionRequest> Request(bool v5) =>
        from filter in Filter
        from quality in Quality
        from noLocal in Flag
        from asPublished in Flag
        from handling in Gen.Elements(RetainHandling.Always, RetainHandling.OnNewSubscription, RetainHandling.Never)
        select new SubscriptionRequest
        {
            Filter = filter,
            QualityOfService = quality,
            NoLocal = v5 && noLocal,
            RetainAsPublished = v5 && asPublished,
            RetainHandling = v5 ? handling : RetainHandling.Always,
        };

    private static Gen<Packet> SubAck(bool v5) =>
        from type in Gen.Elements(PacketType.SubAck, PacketType.UnsubAck)
        from id in PacketId
        from count in Gen.Choose(1, 4)
        from reasons in Gen.Elements(ReasonCodes.Of(type).ToArray().Where(code => v5 || code <= ReasonCode.UnspecifiedError)).ArrayOf(count)
        from properties in Properties(v5, type == PacketType.SubAck ? PropertyPlace.SubAck : PropertyPlace.UnsubAck)
        select (Packet)new SubAckPacket(type, id, v5 || type == PacketType.SubAck ? reasons : []) { Properties = properties };

    private static Gen<Packet> Unsubscribe(bool v5) =>
        from id in PacketId
        from count in Gen.Choose(1, 4)
        from filters in Filter.ArrayOf(count)
        from properties in Properties(v5, PropertyPlace.Unsubscribe)
        select (Packet)new UnsubscribePacket { PacketId = id, Filters = filters, Properties = properties };

    private static Gen<Packet> Disconnect(bool v5) =>
        from reason in Gen.Elements(ReasonCodes.Of(PacketType.Disconnect).ToArray())
        from properties in Properties(v5, PropertyPlace.Disconnect)
        select (Packet)new DisconnectPacket { Reason = v5 ? reason : ReasonCode.Success, Properties = properties };

    private static Gen<Packet> Auth() =>
        from reason in Gen.Elements(ReasonCodes.Of(PacketType.Auth).ToArray())
        from properties in Properties(v5: true, PropertyPlace.Auth)
        select (Packet)new AuthPacket { Reason = reason, Properties = properties };
}
