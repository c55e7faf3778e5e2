using PiHub.PluginHost.Permissions;
using PiHub.Recorder.Replay;

namespace PiHub.PluginHost.Metering;

/// <summary>What one plugin did since the hub started; kept over its restarts and upgrades. Safe to use from any thread.</summary>
internal sealed class PluginMeter
{
    private readonly CallsInFlight _handlings = new();
    private readonly CallsInFlight _requestsInFlight = new();
    private long _requests;
    private long _requestErrors;
    private long _requestsRefused;
    private long _samples;
    private long _sampleErrors;
    private long _missed;
    private volatile Func<long>? _lag;
    private volatile MissedSamples? _lastMissed;
    private long _sampleErrorsInARow;
    private long _allocatedBytes;

    /// <summary>Requests that entered the plugin.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that it ended with an exception.</summary>
    public long RequestErrors => Interlocked.Read(ref _requestErrors);

    /// <summary>Requests that were refused because a change of version took too long or too many waited for it.</summary>
    public long RequestsRefused => Interlocked.Read(ref _requestsRefused);

    /// <summary>Samples that its handlers took.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Samples that its handlers ended with an exception.</summary>
    public long SampleErrors => Interlocked.Read(ref _sampleErrors);

    /// <summary>Committed samples that wait for its handlers, also while it does not run; each handler counts for itself, and samples
    /// that it does not want count until it has passed them.</summary>
    public long HandlerLag => _lag?.Invoke() ?? 0;

    /// <summary>Samples that the sample log had given up before its handlers came to them.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Which ones the last time; null when none were.</summary>
    public MissedSamples? LastMissed => _lastMissed;

    /// <summary>Samples since the last one that a handler took without an exception.</summary>
    public long SampleErrorsInARow => Interlocked.Read(ref _sampleErrorsInARow);

    /// <summary>Bytes that threads allocated while they worked for it; most are garbage by now.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    /// <summary>Requests that have not been answered yet.</summary>
    public CallsInFlight RequestsInFlight => _requestsInFlight;

    /// <summary>Samples and messages that its handlers have not returned from yet.</summary>
    public CallsInFlight HandlingsInFlight => _handlings;

    /// <summary>What it was refused.</summary>
    public PermissionLedger Permissions { get; } = new();

    /// <summary>Tasks of it that failed without anybody looking at them.</summary>
    public IncidentTally UnobservedFailures { get; } = new();

    /// <summary>Exceptions that ended a thread of its own, or a callback on one.</summary>
    public IncidentTally ThreadFailures { get; } = new();

    /// <summary>What it takes of the hub's memory.</summary>
    public MemoryShare Memory { get; } = new();

    /// <summary>Files in its folder that the hub ignores, because it lends its own.</summary>
    public IReadOnlyList<string> StrayFiles { get; set; } = [];

    /// <summary>The running thread works for the plugin until the result is disposed, in the same method.</summary>
    /// <param name="kind">What for.</param>
    /// <param name="name">The handler's name, for its owner, should it not return; null for what has none.</param>
    public PluginWork Enter(PluginWorkKind kind, string? name = null)
    {
        CallsInFlight? calls = kind switch
        {
            PluginWorkKind.Request => _requestsInFlight,
            PluginWorkKind.Sample or PluginWorkKind.Message => _handlings,
            _ => null,
        };
        return new PluginWork(PluginFlow.Enter(this), calls, calls?.Begin(name) ?? 0);
    }

    public void Allocated(long bytes) => Interlocked.Add(ref _allocatedBytes, bytes);

    public void RequestServed(bool isError)
    {
        Interlocked.Increment(ref _requests);
        if (isError)
        {
            Interlocked.Increment(ref _requestErrors);
        }
    }

    public void RequestRefused() => Interlocked.Increment(ref _requestsRefused);

    public void SampleHandled(bool isError)
    {
        Interlocked.Increment(ref _samples);
        if (isError)
        {
            Interlocked.Increment(ref _sampleErrors);
            Interlocked.Increment(ref _sampleErrorsInARow);
        }
        else
        {
            Interlocked.Exchange(ref _sampleErrorsInARow, 0);
        }
    }

    public void SamplesMissed(MissedSamples missed)
    {
        Interlocked.Add(ref _missed, missed.Count);
        _lastMissed = missed;
    }

    /// <summary>Takes what tells the lag; it must know nothing of the plugin's code.</summary>
    public void FollowLag(Func<long> lag) => _lag = lag;
}
