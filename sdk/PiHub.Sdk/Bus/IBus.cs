namespace PiHub.Sdk.Bus;

/// <summary>The message bus: one topic space shared by in-process parts and MQTT clients.</summary>
/// <remarks>Implemented by the host. Safe to call from any thread. A plugin's bus refuses topics that its manifest does not grant.
/// Since 0.1.</remarks>
public interface IBus
{
    /// <summary>Publishes a message, as an MQTT client would.</summary>
    /// <param name="message">The message. Its payload is not copied and must not be changed afterwards.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be published.</param>
    /// <returns>Completes when the message is accepted: for <c>pihub/&lt;device&gt;/state</c> and <c>…/event</c> after its samples are
    /// committed and synced to disk. While the disk fails it does not complete.</returns>
    /// <exception cref="BusRejectedException">The topic or payload is refused; nothing was published.</exception>
    /// <exception cref="ArgumentException">The topic is empty, has a wildcard or a null character, or is longer than 65,535 bytes.</exception>
    ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken);

    /// <summary>Subscribes in process, without a socket. Retained messages that match are delivered first.</summary>
    /// <param name="topicFilter">An MQTT topic filter with <c>+</c> and <c>#</c>.</param>
    /// <param name="handler">Called with one message at a time, in order of publishing. It should return quickly: up to 1,024 messages
    /// wait for it, then the oldest is dropped and counted. An exception is logged and the next message follows.</param>
    /// <returns>The subscription; disposing it waits until a running call of the handler has ended. A plugin's subscriptions end with the
    /// plugin.</returns>
    /// <exception cref="ArgumentException">The filter is malformed.</exception>
    IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler);
}
