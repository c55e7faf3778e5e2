using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Notifications.Keeping;
using PiHub.Sdk.Settings;
using PiHub.Sqlite;

namespace PiHub.Notifications;

/// <summary>Keeps what the owner should know, in the table <c>notification</c> of the hub's database. Safe to use from any thread.</summary>
/// <remarks>
/// What is told waits in a queue of 1,024 (overflow policy: reject, counted in <see cref="Rejected"/>) for one loop that alone changes and
/// writes. At most <see cref="NotificationSettings.MaximumKept"/> are kept. While the disk fails they are kept in memory and written later.
/// </remarks>
public sealed class NotificationCenter : INotifications, IHostedService, IAsyncDisposable
{
    private const int Capacity = 1_024;
    private const int BatchLimit = 256;

    // A repetition alone is not worth a write to an SD card at once; after a failure it is tried again so often.
    private static readonly TimeSpan SaveAtLatest = TimeSpan.FromMinutes(1);

    private readonly Channel<Func<DateTimeOffset, IReadOnlyList<NotificationChange>>> _acts =
        Channel.CreateBounded<Func<DateTimeOffset, IReadOnlyList<NotificationChange>>>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly NotificationTable _table;
    private readonly NotificationBook _book;
    private readonly ISettings<NotificationSettings> _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<Action> _answers = []; // given when all of a batch is written and told
    private Task _run = Task.CompletedTask;
    private bool _isUnsaved;
    private bool _hasFailed;
    private long _rejected;

    /// <summary>Loads what is kept. What is told before the start waits for it.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="settings">How much is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when the database cannot be written.</param>
    public NotificationCenter(
        SqliteDatabase database, ISettings<NotificationSettings> settings, TimeProvider time, ILogger<NotificationCenter> logger)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        _table = new NotificationTable(database);
        _book = new NotificationBook(_table.Load());
    }

    /// <summary>Raised after a change, by one thread at a time: the notification as it is now, or null when several changed. It must return
    /// quickly and not throw.</summary>
    public event Action<NotificationEntry?>? Changed;

    /// <summary>Raised when one is new, back or worse, so that it is sent elsewhere. It must return quickly and not throw.</summary>
    internal event Action<NotificationEntry>? Announced;

    /// <summary>How many could not be taken because the queue was full.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <inheritdoc/>
    public void Raise(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        Notification bounded = NotificationText.Bound(notification);
        Offer(now => [_book.Raise(bounded, now)]);
    }

    /// <inheritdoc/>
    public void Resolve(string kind, string subject)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(subject);
        Offer(now => _book.Resolve(kind, subject, now) is { } change ? [change] : []);
    }

    /// <summary>All that are kept, newest first.</summary>
    public IReadOnlyList<NotificationEntry> List() => _book.List();

    /// <summary>The one that goes on, put away or not; null when there is none.</summary>
    /// <param name="kind">See <see cref="Notification.Kind"/>.</param>
    /// <param name="subject">See <see cref="Notification.Subject"/>.</param>
    public NotificationEntry? FindGoingOn(string kind, string subject) => _book.FindGoingOn(kind, subject);

    /// <summary>Puts one away.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>As it is now; null when there is none.</returns>
    public async Task<NotificationEntry?> DismissAsync(long id, CancellationToken cancellationToken) =>
        (await ActAsync(now => Sort(id, now), cancellationToken)).SingleOrDefault()?.Entry;

    /// <summary>Takes one out again that was put away.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>As it is now; null when there is none.</returns>
    public async Task<NotificationEntry?> RestoreAsync(long id, CancellationToken cancellationToken) =>
        (await ActAsync(_ => Sort(id, dismissedAt: null), cancellationToken)).SingleOrDefault()?.Entry;

    /// <summary>Puts all away that are open.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their numbers.</returns>
    public async Task<IReadOnlyList<long>> DismissAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<NotificationChange> changes = await ActAsync(
            now => [.. _book.List().Where(entry => entry.IsOpen).SelectMany(entry => Sort(entry.Id, now))], cancellationToken);
        return [.. changes.Select(change => change.Entry.Id)];
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _acts.Writer.TryComplete();
        await _run;
    }

    private void Offer(Func<DateTimeOffset, IReadOnlyList<NotificationChange>> act)
    {
        if (!_acts.Writer.TryWrite(act))
        {
            Interlocked.Increment(ref _rejected);
        }
    }

    private IReadOnlyList<NotificationChange> Sort(long id, DateTimeOffset? dismissedAt) =>
        _book.Sort(id, dismissedAt) is { } change ? [change] : [];

    private async Task<IReadOnlyList<NotificationChange>> ActAsync(
        Func<DateTimeOffset, IReadOnlyList<NotificationChange>> act, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<IReadOnlyList<NotificationChange>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _acts.Writer.WriteAsync(
            now =>
            {
                IReadOnlyList<NotificationChange> changes = act(now);
                _answers.Add(() => done.SetResult(changes));
                return changes;
            },
            cancellationToken);
        return await done.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Task<bool> waiting = _acts.Reader.WaitToReadAsync().AsTask();
            if (_isUnsaved)
            {
                try
                {
                    await waiting.WaitAsync(SaveAtLatest, _time);
                }
                catch (TimeoutException)
                {
                    Save();
                }
            }

            if (!await waiting)
            {
                Save();
                return;
            }

            Work();
        }
    }

    private void Work()
    {
        DateTimeOffset now = _time.GetUtcNow();
        var changes = new List<NotificationChange>();
        for (int taken = 0; taken < BatchLimit && _acts.Reader.TryRead(out Func<DateTimeOffset, IReadOnlyList<NotificationChange>>? act); taken++)
        {
            changes.AddRange(act(now));
        }

        bool isPruned = _book.Prune(_settings.Current.MaximumKept, TimeSpan.FromDays(_settings.Current.KeptDays), now);
        _isUnsaved |= changes.Count > 0 || isPruned;
        if (isPruned || changes.Any(change => change.Kind != ChangeKind.Repeated))
        {
            Save();
        }

        foreach (NotificationChange change in changes.Where(change => change.IsNews))
        {
            Announced?.Invoke(change.Entry);
        }

        if (changes.Count > 0)
        {
            Changed?.Invoke(changes.Count == 1 ? changes[0].Entry : null);
        }

        _answers.ForEach(answer => answer());
        _answers.Clear();
    }

    private void Save()
    {
        (IReadOnlyList<NotificationEntry> changed, IReadOnlyList<long> deleted) = _book.Unsaved();
        try
        {
            _table.Save(changed, deleted);
            _book.Saved();
            (_isUnsaved, _hasFailed) = (false, false);
        }
        catch (SqliteException exception)
        {
            _isUnsaved = true;
            if (!_hasFailed)
            {
                _hasFailed = true;
                Log.SaveFailed(_logger, exception.Message);
            }
        }
    }
}
