using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Settings;
using PiHub.Settings.General;

namespace PiHub.Backup;

/// <summary>Makes the automatic backups and deletes the oldest. One that was due while the hub was off is made soon after the start.</summary>
public sealed class BackupSchedule : BackgroundService
{
    // Long enough for the start to be over; often enough that a clock that is set meanwhile counts.
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly BackupStore _backups;
    private readonly ISettings<BackupSettings> _settings;
    private readonly ISettings<GeneralSettings> _general;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile Failed? _failed;

    /// <summary>Creates it; nothing is made yet.</summary>
    /// <param name="backups">Makes them.</param>
    /// <param name="settings">When.</param>
    /// <param name="general">The hub's time zone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of failures.</param>
    public BackupSchedule(
        BackupStore backups,
        ISettings<BackupSettings> settings,
        ISettings<GeneralSettings> general,
        TimeProvider time,
        ILogger<BackupSchedule> logger) => (_backups, _settings, _general, _time, _logger) = (backups, settings, general, time, logger);

    /// <summary>How they do.</summary>
    public BackupScheduleStatus Status() => new(Next(), _failed?.At, _failed?.Why);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Next() <= _time.GetUtcNow())
                {
                    await MakeAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    // Counted from the newest backup, so that it survives a restart. After a failure the next try is at the next time, not at once.
    private DateTimeOffset? Next()
    {
        BackupSettings settings = _settings.Current;
        DateTimeOffset? newest = _backups.List() is [var first, ..] ? first.CreatedAt : null;
        DateTimeOffset from = _failed?.At > newest || newest is null ? _failed?.At ?? _time.GetUtcNow() - TimeSpan.FromDays(7) : newest.Value;
        return BackupDue.Next(settings, from, _general.Current.Zone);
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _backups.CreateAsync(cancellationToken) is null)
            {
                return; // somebody makes one by hand at this moment
            }

            _failed = null;
            foreach (BackupFile old in _backups.List().Skip(_settings.Current.Keep))
            {
                _backups.Delete(old.Name);
            }
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            _failed = new Failed(_time.GetUtcNow(), exception.Message);
            Log.ScheduledFailed(_logger, exception.Message);
        }
    }

    private sealed record Failed(DateTimeOffset At, string Why);
}
