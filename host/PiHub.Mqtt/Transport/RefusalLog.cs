using System.Net;
using Microsoft.Extensions.Logging;

namespace PiHub.Mqtt.Transport;

/// <summary>Keeps a flood of connections from becoming a flood of log lines. Safe from any thread.</summary>
internal sealed class RefusalLog
{
    private const int LinesPerMinute = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    // Guarded by _gate. Reasons are texts of the program, so there are few.
    private readonly Dictionary<string, Refusals> _byReason = new(StringComparer.Ordinal);
    private long _minuteBegan;
    private int _linesOfMinute;
    private long _total;

    public RefusalLog(TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _minuteBegan = time.GetTimestamp();
    }

    /// <summary>Connections refused since start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Counts a connection that a limit refused; logs the first, and then at most one line a minute.</summary>
    /// <param name="limit">The option's name.</param>
    public void Refused(string limit)
    {
        Interlocked.Increment(ref _total);
        long count;
        lock (_gate)
        {
            _byReason.TryGetValue(limit, out Refusals before);
            count = before.Count + 1;
            bool isDue = before.Logged is not { } logged || _time.GetElapsedTime(logged) >= Interval;
            _byReason[limit] = isDue ? new Refusals(0, _time.GetTimestamp()) : before with { Count = count };
            if (!isDue)
            {
                return;
            }
        }

        Log.ConnectionsRefused(_logger, count, limit);
    }

    /// <summary>Tells of a connection that ended before it was a client; beyond a number of lines in a minute, as debug only.</summary>
    public void Ended(IPAddress? address, string reason)
    {
        bool isQuiet;
        lock (_gate)
        {
            if (_time.GetElapsedTime(_minuteBegan) >= Interval)
            {
                _minuteBegan = _time.GetTimestamp();
                _linesOfMinute = 0;
            }

            isQuiet = _linesOfMinute >= LinesPerMinute;
            _linesOfMinute++;
        }

        if (isQuiet)
        {
            Log.ConnectionEndedInFlood(_logger, address, reason);
        }
        else
        {
            Log.ConnectionRefused(_logger, address, reason);
        }
    }

    private readonly record struct Refusals(long Count, long? Logged);
}
