namespace PiHub.PluginHost.Lifecycle;

/// <summary>Counts the requests in flight in a plugin, and closes so that it can be unloaded under none.</summary>
internal sealed class RequestGate
{
    private readonly Lock _lock = new(); // guards the two fields below
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private bool _isClosed;

    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>Lets a request in; false once the gate is closed.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>A request that was let in has ended.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_inFlight == 0 && _isClosed)
            {
                _drained.TrySetResult();
            }
        }
    }

    /// <summary>Lets no more in; completes when the last one has left.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_inFlight == 0)
            {
                _drained.TrySetResult();
            }
        }

        return _drained.Task;
    }
}
