namespace PiHub.Api.Live;

/// <summary>An MQTT message as those who watch its topic see it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Preview">The first bytes of its payload.</param>
/// <param name="SizeBytes">The whole payload's length.</param>
/// <param name="QualityOfService">The QoS it was published with.</param>
/// <param name="Retain">Whether it was kept before the watch began.</param>
/// <param name="Time">When it reached the watch.</param>
/// <param name="Count">For how many messages of the topic it stands, itself included.</param>
internal sealed record WatchedMessage(
    string Topic, byte[] Preview, int SizeBytes, int QualityOfService, bool Retain, DateTimeOffset Time, int Count)
{
    /// <summary>The payload's bytes that are kept for a watch.</summary>
    public const int PreviewBytes = 1_024;

    /// <summary>Roughly what it costs while it waits.</summary>
    public int CostBytes => (2 * Topic.Length) + Preview.Length + 100;
}
