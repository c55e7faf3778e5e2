namespace PiHub.Mqtt.Client;

/// <summary>One subscriber of the client, and how many of its calls run.</summary>
internal sealed class MessageHandler
{
    private readonly Func<ReceivedMessage, CancellationToken, ValueTask> _handler;

    // Guards _running and _isRemoved.
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isRemoved;

    public MessageHandler(Func<ReceivedMessage, CancellationToken, ValueTask> handler) => _handler = handler;

    /// <summary>Calls it, unless it is removed.</summary>
    public async Task InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isRemoved)
            {
                return;
            }

            _running++;
        }

        try
        {
            await _handler(message, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
                NoteEnd();
            }
        }
    }

    /// <summary>Calls it no more, and waits for the calls that run.</summary>
    public Task RemoveAsync()
    {
        lock (_gate)
        {
            _isRemoved = true;
            NoteEnd();
        }

        return _ended.Task;
    }

    private void NoteEnd()
    {
        if (_isRemoved && _running == 0)
        {
            _ended.TrySetResult();
        }
    }
}
