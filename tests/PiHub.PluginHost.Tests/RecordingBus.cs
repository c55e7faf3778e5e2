using System.Collections.Concurrent;
using PiHub.Sdk.Bus;

namespace PiHub.PluginHost.Tests;

/// <summary>A bus that keeps what is published.</summary>
internal sealed class RecordingBus : IBus, IAsyncDisposable
{
    public ConcurrentQueue<BusMessage> Published { get; } = new();

    public ValueTask PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        Published.Enqueue(message);
        return ValueTask.CompletedTask;
    }

    public IAsyncDisposable Subscribe(string topicFilter, Func<BusMessage, CancellationToken, ValueTask> handler) => this;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
