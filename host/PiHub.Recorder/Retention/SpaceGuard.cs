using System.Globalization;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Retention;

/// <summary>Keeps room on the disk: below the minimum the oldest raw readings go, and it warns long before. One caller at a time, but for the
/// status.</summary>
/// <param name="engine">Whose readings go.</param>
/// <param name="files">The disk.</param>
/// <param name="room">The folder on that disk, and how many bytes of it are to stay free; on a small disk a twentieth of it is enough.
/// </param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets told when it becomes tight, once.</param>
internal sealed class SpaceGuard(
    IReadingEngine engine, IFileSystem files, (string Folder, long MinimumFreeBytes) room, TimeProvider time, ILogger logger)
{
    private const int StepsAtATime = 16;
    private const long BytesAStep = 64L * 1_024 * 1_024;
    private const int WarnFactor = 3;
    private const string Remedy = "Make room, keep less (Recorder:Retention), or use a larger card.";
    private static readonly TimeSpan WarnAhead = TimeSpan.FromDays(14);
    private static readonly TimeSpan LogAgain = TimeSpan.FromDays(1);

    private readonly SpaceTrend _trend = new(time);
    private SpaceStatus _status = new() { MinimumFreeBytes = room.MinimumFreeBytes };

    /// <summary>As of the last check.</summary>
    public SpaceStatus Status => Volatile.Read(ref _status);

    /// <summary>Looks at the disk, and makes room when there is too little; what fails is in the status.</summary>
    /// <param name="mayDelete">Whether it may make room: not while the clock is not set, as nobody knows then what is old.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask CheckAsync(bool mayDelete, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(mayDelete, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Publish(Status with { Warning = $"The room on the disk cannot be watched: {exception.Message}" });
        }
    }

    private async ValueTask LookAsync(bool mayDelete, CancellationToken cancellationToken)
    {
        (long free, long total) = (files.FreeBytes(room.Folder), files.TotalBytes(room.Folder));
        long minimum = Math.Min(room.MinimumFreeBytes, total / 20);
        SpaceStatus status = Status with { MinimumFreeBytes = minimum, TotalBytes = total };
        var isStuck = false;
        if (free < minimum && mayDelete)
        {
            (long? before, free) = await MakeRoomAsync(free, minimum, cancellationToken);
            isStuck = before is null;
            if (before is { } dropped)
            {
                status = Dropped(status, UnixTime.ToTime(dropped), free);
            }
        }

        _trend.Add(free);
        status = status with { FreeBytes = free, FullIn = _trend.Until(minimum, free) };
        Publish(status with { Warning = mayDelete || free >= minimum ? Warn(status, free, isStuck) : WarnOfClock(status, free) });
    }

    private SpaceStatus Dropped(SpaceStatus status, DateTimeOffset before, long free)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (status.RawDroppedAt is not { } last || (now - last).Duration() > LogAgain)
        {
            logger.OldestDropped(free, before);
        }

        bool isFarther = status.RawDroppedBefore is not { } known || before > known;
        return status with { RawDroppedAt = now, RawDroppedBefore = isFarther ? before : status.RawDroppedBefore };
    }

    private async ValueTask<(long? DroppedBefore, long Free)> MakeRoomAsync(long free, long minimum, CancellationToken cancellationToken)
    {
        // A little more than needed, so that it is not done again at once.
        long enough = minimum + (minimum / 8);
        long? droppedBefore = null;
        for (var step = 0; step < StepsAtATime && free < enough; step++)
        {
            long? before = await engine.DropOldestAsync(Math.Min(enough - free, BytesAStep), cancellationToken);
            if (before is null)
            {
                break;
            }

            droppedBefore = Math.Max(before.Value, droppedBefore ?? long.MinValue);
            long now = files.FreeBytes(room.Folder);
            if (now <= free)
            {
                // What was deleted is not free yet; to go on would delete more than is needed.
                return (droppedBefore, now);
            }

            free = now;
        }

        return (droppedBefore, free);
    }

    private static string WarnOfClock(SpaceStatus status, long free) =>
        $"Only {Room(status, free)}, and no old readings are deleted while the hub's clock is not set. Connect it to a time server. {Remedy}";

    private static string? Warn(SpaceStatus status, long free, bool isStuck)
    {
        string room = Room(status, free);
        if (isStuck)
        {
            return $"Only {room}, and the recorder has no old raw readings left to delete. {Remedy}";
        }

        if (free < status.MinimumFreeBytes * WarnFactor)
        {
            string dropped = status.RawDroppedBefore is { } before ? $" Those before {before:yyyy-MM-dd HH:mm}Z are gone already." : "";
            return $"Only {room}; below {Text(status.MinimumFreeBytes)} the oldest raw readings are deleted.{dropped} {Remedy}";
        }

        return status.FullIn is { } left && left < WarnAhead
            ? $"{room}; at this rate the oldest raw readings are deleted in {Math.Max(1, (int)left.TotalDays)} days. {Remedy}"
            : null;
    }

    private static string Room(SpaceStatus status, long free) => $"{Text(free)} of {Text(status.TotalBytes ?? 0)} are free";

    private static string Text(long bytes) => bytes >= 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");

    private void Publish(SpaceStatus status)
    {
        if (status.Warning is { } warning && Status.Warning is null)
        {
            logger.SpaceLow(warning);
        }
        else if (status.Warning is null && Status.Warning is not null)
        {
            logger.SpaceEnough(status.FreeBytes ?? 0);
        }

        Volatile.Write(ref _status, status);
    }
}
