using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Notifications;

namespace PiHub.Api.Notifications.Sources;

/// <summary>Asks every source, and tells what is new and what is over.</summary>
/// <remarks>It looks at how things are, not at what happened: nothing is lost by a restart of the hub or a full queue.</remarks>
internal sealed class SourceWatch(
    IEnumerable<INotificationSource> sources, NotificationCenter center, TimeProvider time, ILogger<SourceWatch> logger)
    : IHostedService, IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Details may hold figures that change all the time.
    private static readonly TimeSpan DetailInterval = TimeSpan.FromMinutes(10);

    private readonly INotificationSource[] _sources = [.. sources];
    private readonly Dictionary<(string Kind, string Subject), (Notification Told, long At)> _told = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Asks all sources once.</summary>
    internal void Look()
    {
        foreach (INotificationSource source in _sources)
        {
            try
            {
                Tell(source, source.Look());
            }
#pragma warning disable CA1031 // the boundary of the watch: a part of the hub that cannot answer must not keep the others from being watched
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.SourceFailed(logger, source.GetType().Name, exception);
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private void Tell(INotificationSource source, IEnumerable<Notification> looked)
    {
        var now = new HashSet<(string, string)>();
        foreach (Notification notification in looked)
        {
            (string, string) key = (notification.Kind, notification.Subject);
            now.Add(key);
            if (center.FindGoingOn(notification.Kind, notification.Subject) is not { } entry || !IsTold(key, entry.Notification, notification))
            {
                _told[key] = (notification, time.GetTimestamp());
                center.Raise(notification);
            }
        }

        foreach (NotificationEntry over in center.List().Where(entry => entry.ResolvedAt is null && source.Kinds.Contains(entry.Notification.Kind)))
        {
            (string Kind, string Subject) key = (over.Notification.Kind, over.Notification.Subject);
            if (!now.Contains(key))
            {
                _told.Remove(key);
                center.Resolve(key.Kind, key.Subject);
            }
        }
    }

    private bool IsTold((string, string) key, Notification kept, Notification now)
    {
        // What is kept may have been cut; what was told here was not.
        (Notification last, long at) = _told.TryGetValue(key, out (Notification Told, long At) told) ? told : (kept, 0);
        return last == now || (last.Severity == now.Severity && last.Title == now.Title && time.GetElapsedTime(at) < DetailInterval);
    }
}
