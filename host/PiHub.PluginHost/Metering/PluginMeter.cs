using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Metering;

/// <summary>What one plugin did since the hub started; kept over its restarts and upgrades. Safe to use from any thread.</summary>
internal sealed class PluginMeter
{
    private readonly CallsInFlight _handlings = new();
    private readonly CallsInFlight _requestsInFlight = new();
    private long _requests;
    private long _requestErrors;
    private long _samples;
    private long _sampleErrors;
    private long _sampleErrorsInARow;
    private long _allocatedBytes;

    /// <summary>Requests that entered the plugin.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that it ended with an exception.</summary>
    public long RequestErrors => Interlocked.Read(ref _requestErrors);

    /// <summary>Samples that its handlers took.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Samples that its handlers ended with an exception.</summary>
    public long SampleErrors => Interlocked.Read(ref _sampleErrors);

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

    /// <summary>Earlier starts of it whose code is still in memory long after their stop.</summary>
    public int NotUnloaded { get; set; }

    /// <summary>Files in its folder that the hub ignores, because it lends its own.</summary>
    public IReadOnlyList<string> StrayFiles { get; set; } = [];

    /// <summary>The running thread works for the plugin until the result is disposed, in the same method.</summary>
    public PluginWork Enter(PluginWorkKind kind)
    {
        CallsInFlight? calls = kind switch
        {
            PluginWorkKind.Request => _requestsInFlight,
            PluginWorkKind.Sample or PluginWorkKind.Message => _handlings,
            _ => null,
        };
        return new PluginWork(PluginFlow.Enter(this), calls, calls?.Begin() ?? 0);
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
}
