namespace PiHub.Recorder.Writing;

/// <summary>Keeps the <see cref="RecorderStatus"/>: told by the writer, read by anyone.</summary>
internal sealed class StatusBoard(TimeProvider time)
{
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private RecorderStatus _status = new() { State = RecorderState.Ok, Since = time.GetUtcNow() };

    public RecorderStatus Snapshot(int waiting)
    {
        lock (_lock)
        {
            return _status with { Pending = waiting };
        }
    }

    public void Committed(int writes, int readings, int events, long payloadBytes, TimeSpan latency)
    {
        lock (_lock)
        {
            _status = _status with
            {
                ReadingsWritten = _status.ReadingsWritten + readings,
                EventsWritten = _status.EventsWritten + events,
                Commits = _status.Commits + 1,
                LastBatch = writes,
                LargestBatch = Math.Max(_status.LargestBatch, writes),
                LastCommitLatency = latency,
                PayloadBytes = _status.PayloadBytes + payloadBytes,
            };
        }
    }

    public void Refused()
    {
        lock (_lock)
        {
            _status = _status with { Refused = _status.Refused + 1 };
        }
    }

    /// <summary>Notes trouble.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool Failing(string message)
    {
        lock (_lock)
        {
            bool changed = _status.State != RecorderState.Failing;
            _status = _status with
            {
                State = RecorderState.Failing,
                Message = message,
                Since = changed ? time.GetUtcNow() : _status.Since,
            };
            return changed;
        }
    }

    /// <summary>Notes that writing works.</summary>
    /// <returns>For how long it did not; null when it worked before too.</returns>
    public TimeSpan? Working()
    {
        lock (_lock)
        {
            if (_status.State == RecorderState.Ok)
            {
                return null;
            }

            DateTimeOffset now = time.GetUtcNow();
            TimeSpan failed = now - _status.Since;
            _status = _status with { State = RecorderState.Ok, Message = null, Since = now };
            return failed;
        }
    }
}
