using PiHub.Sdk.Bus;

namespace PiHub.Hal.Drivers;

/// <summary>Brings one retained topic to the newest value asked for; a value that still waits is replaced by a newer one, so nothing
/// queues and the last word is the last asked for.</summary>
internal sealed class RetainedTopic(HubLink hub, string topic) : IAsyncDisposable
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly CancellationTokenSource _giveUp = new();
    private ReadOnlyMemory<byte>? _wanted;
    private bool _isPending;
    private bool _isPublishing;
    private Task _publishing = Task.CompletedTask;

    /// <summary>Asks for a value; empty deletes what is retained. The value asked for last is not published again.</summary>
    /// <returns>Completes when this value or a newer one was handed to the bus.</returns>
    public Task SetAsync(ReadOnlyMemory<byte> value)
    {
        lock (_lock)
        {
            if (_wanted is { } last && last.Span.SequenceEqual(value.Span))
            {
                return _publishing;
            }

            _wanted = value;
            _isPending = true;
            if (!_isPublishing)
            {
                _isPublishing = true;
                _publishing = Task.Run(PublishPendingAsync);
            }

            return _publishing;
        }
    }

    /// <summary>Gives up what is not published yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        Task publishing;
        lock (_lock)
        {
            publishing = _publishing;
        }

        await publishing;
        _giveUp.Dispose();
    }

    private async Task PublishPendingAsync()
    {
        while (TryTake(out ReadOnlyMemory<byte> value))
        {
            await hub.TryPublishAsync(new BusMessage { Topic = topic, Payload = value, Retain = true }, _giveUp.Token);
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> value)
    {
        lock (_lock)
        {
            value = _wanted.GetValueOrDefault();
            _isPublishing = _isPending && !_giveUp.IsCancellationRequested;
            _isPending = false;
            return _isPublishing;
        }
    }
}
