using PiHub.Chaos.Records;

namespace PiHub.Chaos.Clients;

/// <summary>A message whose exchange is not complete.</summary>
internal sealed class OutstandingMessage(ushort packetId, PublishedTopic topic, int number)
{
    public ushort PacketId => packetId;

    public PublishedTopic Topic => topic;

    public int Number => number;

    /// <summary>Whether PUBREC has come, so that PUBREL is what is sent again.</summary>
    public bool IsReleased { get; set; }
}
