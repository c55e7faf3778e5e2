using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Metering;

/// <summary>What a plugin did since the hub started, over its restarts and upgrades, and what it takes now.</summary>
/// <remarks>Equality compares the lists by reference.</remarks>
public sealed record PluginUsage
{
    /// <summary>A request counts as long when it has been in flight for this time.</summary>
    internal static readonly TimeSpan LongRequest = TimeSpan.FromSeconds(60);

    /// <summary>Estimated memory in bytes: its loaded assemblies and its part of the live managed heap; 0 while it does not run.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes allocated in its name since the hub started, most of them garbage by now.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Requests answered.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that it ended with an exception.</summary>
    public required long RequestErrors { get; init; }

    /// <summary>Requests that were refused because a change of version took too long or too many waited for it.</summary>
    public required long RequestsRefused { get; init; }

    /// <summary>Requests not answered yet.</summary>
    public required int InFlight { get; init; }

    /// <summary>Those of them that have been in flight for 60 s or more: long downloads, or stuck.</summary>
    public required int LongRequests { get; init; }

    /// <summary>Samples that its handlers took.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples that its handlers ended with an exception.</summary>
    public required long SampleErrors { get; init; }

    /// <summary>Committed samples that wait for its handlers, also while it does not run.</summary>
    public required long HandlerLag { get; init; }

    /// <summary>Samples that the sample log had given up before its handlers came to them.</summary>
    public required long SamplesMissed { get; init; }

    /// <summary>Tasks of it that failed without anybody looking at them.</summary>
    public required long UnobservedFailures { get; init; }

    /// <summary>Exceptions that ended a thread of its own.</summary>
    public required long ThreadFailures { get; init; }

    /// <summary>What it was refused, one entry per kind of permission.</summary>
    public required IReadOnlyList<PluginViolation> Violations { get; init; }

    /// <summary>Earlier starts of it whose code is still in memory long after their stop; only a restart of the hub frees it.</summary>
    public int NotUnloaded { get; init; }

    /// <summary>Files in its folder that the hub ignores, because it lends its own, e.g. a copy of <c>PiHub.Sdk.dll</c>.</summary>
    public required IReadOnlyList<string> StrayFiles { get; init; }

    internal static PluginUsage Of(PluginMeter meter) => new()
    {
        MemoryBytes = meter.Memory.Bytes,
        AllocatedBytes = meter.AllocatedBytes,
        Requests = meter.Requests,
        RequestErrors = meter.RequestErrors,
        RequestsRefused = meter.RequestsRefused,
        InFlight = meter.RequestsInFlight.Count,
        LongRequests = meter.RequestsInFlight.CountOlderThan(LongRequest),
        Samples = meter.Samples,
        SampleErrors = meter.SampleErrors,
        HandlerLag = meter.HandlerLag,
        SamplesMissed = meter.Missed,
        UnobservedFailures = meter.UnobservedFailures.Last?.Count ?? 0,
        ThreadFailures = meter.ThreadFailures.Last?.Count ?? 0,
        Violations = meter.Permissions.List(),
        StrayFiles = meter.StrayFiles,
    };
}
