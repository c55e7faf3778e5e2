namespace PiHub.Api.SystemStatus;

/// <summary>How busy the processors are, since the last look but one. Safe from any thread.</summary>
internal sealed class CpuWindow(MachineFiles files, TimeProvider time)
{
    // Guards both looks.
    private readonly Lock _gate = new();
    private Look? _older;
    private Look? _newer;

    /// <summary>Takes a look; called once a minute.</summary>
    public void Add()
    {
        Look look = Now();
        lock (_gate)
        {
            (_older, _newer) = (_newer, look);
        }
    }

    /// <summary>Takes a look and forgets the ones before.</summary>
    public void Restart()
    {
        Look look = Now();
        lock (_gate)
        {
            (_older, _newer) = (null, look);
        }
    }

    /// <summary>The load of the machine and of the hub's process, 0 to 1, over the last one to two minutes; null when it is not known.</summary>
    public (double? Machine, double? Process) Read()
    {
        Look now = Now();
        Look? since;
        lock (_gate)
        {
            since = _older ?? _newer;
        }

        if (since is null || time.GetElapsedTime(since.Timestamp, now.Timestamp) is not { Ticks: > 0 } passed)
        {
            return (null, null);
        }

        double? machine = now.Machine is { } ends && since.Machine is { } begins && ends.Total > begins.Total
            ? Fraction((double)(ends.Busy - begins.Busy) / (ends.Total - begins.Total))
            : null;
        return (machine, Fraction((now.Process - since.Process) / passed / Environment.ProcessorCount));
    }

    private Look Now() => new(time.GetTimestamp(), files.CpuTicks(), Environment.CpuUsage.TotalTime);

    private static double Fraction(double value) => Math.Round(Math.Clamp(value, 0, 1), 3);

    private sealed record Look(long Timestamp, (long Busy, long Total)? Machine, TimeSpan Process);
}
