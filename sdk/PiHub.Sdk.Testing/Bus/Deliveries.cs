using Microsoft.Extensions.Logging;

namespace PiHub.Sdk.Testing.Bus;

/// <summary>What is on its way to the plugin's handlers, so that a test can wait until all of it has arrived.</summary>
internal sealed class Deliveries(TestLog log)
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly List<Exception> _failures = [];
    private int _open;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeliveryQueue<T> AddQueue<T>(Func<T, CancellationToken, ValueTask> handler) => new(this, handler);

    public void Began()
    {
        lock (_lock)
        {
            _open++;
        }
    }

    public void Ended()
    {
        lock (_lock)
        {
            if (--_open == 0)
            {
                _settled.TrySetResult();
                _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Failed(Exception exception)
    {
        log.Add(LogLevel.Error, "hub", "A handler of the plugin failed.", exception);
        lock (_lock)
        {
            _failures.Add(exception);
        }
    }

    /// <exception cref="AggregateException">Handlers have failed since the last call.</exception>
    public async Task SettleAsync()
    {
        Task settled;
        lock (_lock)
        {
            settled = _open == 0 ? Task.CompletedTask : _settled.Task;
        }

        await settled;
        lock (_lock)
        {
            if (_failures.Count > 0)
            {
                Exception[] failures = [.. _failures];
                _failures.Clear();
                throw new AggregateException("Handlers of the plugin failed.", failures);
            }
        }
    }
}
