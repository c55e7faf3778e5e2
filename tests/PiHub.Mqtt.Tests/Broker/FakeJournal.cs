using System.Collections.Concurrent;
using PiHub.Mqtt.Publishing;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>A journal that does what the test says, and remembers what it got.</summary>
internal sealed class FakeJournal : IPublishJournal
{
    public ConcurrentQueue<PublishedMessage> Messages { get; } = new();

    /// <summary>The verdict; by default everything is accepted at once.</summary>
    public Func<PublishedMessage, CancellationToken, ValueTask<PublishVerdict>> Judge { get; set; } =
        (_, _) => ValueTask.FromResult(PublishVerdict.Accepted);

    public ValueTask<PublishVerdict> AppendAsync(PublishedMessage message, CancellationToken cancellationToken)
    {
        Messages.Enqueue(message);
        return Judge(message, cancellationToken);
    }
}
