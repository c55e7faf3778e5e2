namespace PiHub.Mqtt.Publishing;

/// <summary>Judges and keeps every published message before it is acknowledged or forwarded.</summary>
/// <remarks>Called once for each message of clients, wills and the in-process bus, at any QoS, from any thread, many at a time: the
/// calls of one publisher start in order without waiting for each other, so that a journal can commit them as a group.</remarks>
public interface IPublishJournal
{
    /// <summary>Takes a message.</summary>
    /// <param name="message">The message; its payload does not change any more.</param>
    /// <param name="cancellationToken">The publisher is gone and nobody waits for the acknowledgement; the message may be given up.</param>
    /// <returns>Completes when the message is durable, or at once for a topic that is not recorded. While it has not completed, the
    /// message is neither acknowledged nor forwarded. A rejected message goes to nobody. An exception means that the journal is broken:
    /// it is logged and closes the publisher's connection without acknowledgement.</returns>
    ValueTask<PublishVerdict> AppendAsync(PublishedMessage message, CancellationToken cancellationToken);
}
