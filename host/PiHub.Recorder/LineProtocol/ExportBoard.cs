using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Keeps the score of the export and tells the log what changes. Safe to use from any thread.</summary>
internal sealed class ExportBoard(TimeProvider time, ILogger logger)
{
    // A server that refuses much must not fill the log.
    private const int NamedPerMinute = 10;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private LineProtocolStatus _status = new() { State = LineProtocolState.Ok, Since = time.GetUtcNow() };
    private long _minute = time.GetTimestamp();
    private int _named;

    public LineProtocolStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _status;
            }
        }
    }

    public void Sent(int readings)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            _status = _status with { Sent = _status.Sent + readings, LastSuccess = now };
        }
    }

    /// <summary>All is well, or well again.</summary>
    public void Works()
    {
        lock (_lock)
        {
            if (_status.State != LineProtocolState.Ok)
            {
                DateTimeOffset now = time.GetUtcNow();
                logger.ExportWorksAgain(now - _status.Since);
                _status = _status with { State = LineProtocolState.Ok, Message = null, Since = now };
            }
        }
    }

    /// <summary>It does not go on.</summary>
    public void Stuck(LineProtocolState state, string message)
    {
        lock (_lock)
        {
            if (_status.State != state)
            {
                logger.ExportStuck(message);
                _status = _status with { State = state, Since = time.GetUtcNow() };
            }

            _status = _status with { Message = message };
        }
    }

    public void Missed(long samples)
    {
        if (samples > 0)
        {
            logger.ExportMissed(samples);
            lock (_lock)
            {
                _status = _status with { Missed = _status.Missed + samples };
            }
        }
    }

    /// <summary>A field was refused for what it is.</summary>
    public void Refused(string device, string metric, string message)
    {
        lock (_lock)
        {
            _status = _status with { Refused = _status.Refused + 1, LastRefused = $"{device}/{metric}: {message}" };
            if (time.GetElapsedTime(_minute) >= Minute)
            {
                (_minute, _named) = (time.GetTimestamp(), 0);
            }

            if (++_named <= NamedPerMinute)
            {
                logger.ExportRefused(device, metric, message);
            }
        }
    }

    /// <summary>Fields were not sent because their like was refused before.</summary>
    public void RefusedAgain(int readings)
    {
        lock (_lock)
        {
            _status = _status with { Refused = _status.Refused + readings };
        }
    }
}
