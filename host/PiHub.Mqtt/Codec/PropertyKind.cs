namespace PiHub.Mqtt.Codec;

/// <summary>How a property's value is encoded.</summary>
internal enum PropertyKind
{
    Byte,
    TwoBytes,
    FourBytes,
    Variable,
    Text,
    TextPair,
    Binary,
}
