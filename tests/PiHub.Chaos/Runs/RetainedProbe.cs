using PiHub.Chaos.Records;
using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Runs;

/// <summary>A new client that looks at what is retained.</summary>
internal static class RetainedProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Takes the retained messages of these topics; one that does not come in ten seconds is missing in the answer.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(int port, IReadOnlyCollection<string> topics)
    {
        Dictionary<string, int> retained = [];
        using CancellationTokenSource patience = new(Patience);
        byte[] connect = Packets.Connect(isVersion5: false, "retained-probe", isKept: false);
        if (topics.Count == 0 || await WireConnection.TryOpenAsync(port, connect, patience.Token) is not { } opened)
        {
            return retained;
        }

        using WireConnection connection = opened.Connection;
        connection.Put(Packets.Subscribe(isVersion5: false, topics));
        try
        {
            while (retained.Count < topics.Count
                && await connection.TryFlushAsync(patience.Token)
                && await connection.TryReceiveAsync(patience.Token) is { } frame)
            {
                if (frame.Type == Packets.Publish)
                {
                    (string topic, ushort packetId, string payload) = frame.ReadPublish(isVersion5: false);
                    retained.TryAdd(topic, PublishedTopic.Number(payload));
                    connection.Put(Packets.Answer(Packets.PubAck, packetId));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The answer says what is missing.
        }

        return retained;
    }
}
