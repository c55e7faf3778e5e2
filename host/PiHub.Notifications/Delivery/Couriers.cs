using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Sends what is new to the targets that want it; each has its own queue, so that a silent one holds up no other.</summary>
/// <remarks>What waits is lost when the hub stops or the target is changed; it stays in the bell.</remarks>
public sealed class Couriers : IHostedService, IAsyncDisposable
{
    private readonly NotificationCenter _center;
    private readonly TargetStore _store;
    private readonly Deliverer _deliverer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new(); // guards the three fields below
    private readonly Dictionary<string, Courier> _byTarget = new(StringComparer.Ordinal);
    private readonly List<Task> _ending = [];
    private bool _isStopped;

    /// <summary>Creates it; nothing is sent before the start.</summary>
    internal Couriers(NotificationCenter center, TargetStore store, Deliverer deliverer, TimeProvider time, ILogger<Couriers> logger) =>
        (_center, _store, _deliverer, _time, _logger) = (center, store, deliverer, time, logger);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Renew();
        _store.Changed += Renew;
        _center.Announced += Offer;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _store.Changed -= Renew;
        _center.Announced -= Offer;
        Task[] ending;
        lock (_lock)
        {
            _isStopped = true;
            ending = [.. _ending, .. _byTarget.Values.Select(courier => courier.DisposeAsync().AsTask())];
            _byTarget.Clear();
            _ending.Clear();
        }

        await Task.WhenAll(ending);
    }

    /// <summary>How it goes with a target.</summary>
    /// <param name="id">The target's id.</param>
    public TargetState StateOf(string id)
    {
        lock (_lock)
        {
            return _byTarget.GetValueOrDefault(id)?.State ?? _store.StateOf(id);
        }
    }

    /// <summary>Sends a target a sample, whether or not it is switched on.</summary>
    /// <param name="id">The target's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is such a target, and why the sample did not arrive: null when it did.</returns>
    public async Task<(bool IsThere, string? Error)> TestAsync(string id, CancellationToken cancellationToken)
    {
        Courier? courier;
        lock (_lock)
        {
            courier = _byTarget.GetValueOrDefault(id);
        }

        return courier is null ? (false, null) : (true, await courier.TestAsync(Sample(), cancellationToken));
    }

    private NotificationEntry Sample()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return new NotificationEntry
        {
            Id = 0,
            Notification = new Notification
            {
                Kind = "test",
                Subject = "test",
                Severity = NotificationSeverity.Info,
                Title = "A test notification",
                Detail = "Somebody asked the hub to send this. Nothing is wrong.",
                Link = "/notifications",
            },
            RaisedAt = now,
            LastAt = now,
            Count = 1,
        };
    }

    private void Offer(NotificationEntry entry)
    {
        lock (_lock)
        {
            foreach (Courier courier in _byTarget.Values)
            {
                courier.Offer(entry);
            }
        }
    }

    private void Renew()
    {
        IReadOnlyList<NotificationTarget> targets = _store.List();
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            _ending.RemoveAll(task => task.IsCompleted);
            foreach (Courier courier in _byTarget.Values.Where(courier => !targets.Contains(courier.Target)).ToArray())
            {
                _byTarget.Remove(courier.Target.Id);
                _ending.Add(courier.DisposeAsync().AsTask());
            }

            foreach (NotificationTarget target in targets.Where(target => !_byTarget.ContainsKey(target.Id)))
            {
                _byTarget[target.Id] = new Courier(target, _deliverer, _store, _time, _logger);
            }
        }
    }
}
