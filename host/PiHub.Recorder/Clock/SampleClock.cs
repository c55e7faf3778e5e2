using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Clock;

/// <summary>Gives samples and events a time that can be kept. Safe to use from any thread.</summary>
internal sealed class SampleClock(ClockWatch watch, ClockOptions options, ILogger logger) : IHubClock
{
    /// <summary>Stands for "it brought no time": no device's own time is before 1970.</summary>
    public static readonly DateTimeOffset None = DateTimeOffset.UnixEpoch.AddMilliseconds(-1);

    // A device that has set its clock knows a later date.
    private static readonly DateTimeOffset Ancient = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // No driver holds a measurement back for longer; what looks older was stamped before the clock jumped.
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    // Devices name themselves: the counters of those beyond are one.
    private const int MaximumDevices = 1_000;

    private readonly ConcurrentDictionary<string, long> _corrected = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ClockStatus Status => new()
    {
        IsSet = watch.IsTrusted,
        Jump = watch.Jump,
        Estimated = watch.Estimated,
        Corrected = new Dictionary<string, long>(_corrected, StringComparer.Ordinal),
    };

    /// <summary>What a payload without a time gets when it is read, before <see cref="Place"/>.</summary>
    /// <param name="receivedAt">When it came, by the hub's clock.</param>
    public DateTimeOffset Unstamped(DateTimeOffset receivedAt) => watch.IsTrusted ? receivedAt : None;

    /// <summary>Finds the time for something that a device sent.</summary>
    /// <param name="device">The device.</param>
    /// <param name="time">Its own time, or <see cref="None"/>.</param>
    /// <param name="receivedAt">When it came, by the hub's clock.</param>
    /// <param name="isHubStamped">Whether its own time comes from the hub's clock too.</param>
    /// <returns>Must be disposed when what carries the time is on disk, or never will be.</returns>
    public TimePlace Place(string device, DateTimeOffset time, DateTimeOffset receivedAt, bool isHubStamped)
    {
        bool hasTime = time != None;
        if (!watch.IsTrusted && (!hasTime || isHubStamped || time < Ancient) && watch.TryEstimate(out DateTimeOffset now))
        {
            if (hasTime && !isHubStamped)
            {
                Correct(device, time, now);
            }

            TimeSpan age = hasTime && isHubStamped && time < receivedAt ? receivedAt - time : TimeSpan.Zero;
            return new TimePlace(Cut(age > LongestAge ? now : now - age), ReadingQuality.TimeEstimated, watch);
        }

        if (!hasTime)
        {
            // The clock was set just now, and the time of receipt may be from before.
            return new TimePlace(Cut(watch.Now), ReadingQuality.Good, Watch: null);
        }

        if (time >= Ancient && !(watch.IsTrusted && time - receivedAt > options.FutureTolerance))
        {
            return new TimePlace(time, ReadingQuality.Good, Watch: null);
        }

        Correct(device, time, receivedAt);
        return new TimePlace(Cut(receivedAt), ReadingQuality.TimeCorrected, Watch: null);
    }

    private void Correct(string device, DateTimeOffset time, DateTimeOffset taken)
    {
        string name = _corrected.Count < MaximumDevices || _corrected.ContainsKey(device) ? device : "";
        if (_corrected.AddOrUpdate(name, 1, static (_, count) => count + 1) == 1)
        {
            logger.DeviceTimeReplaced(device, time, taken);
        }
    }

    private static DateTimeOffset Cut(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
