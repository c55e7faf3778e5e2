using PiHub.Recorder.Replay;

namespace PiHub.PluginHost.Metering;

/// <summary>What one plugin did since the hub started; kept over its restarts and upgrades. Safe to use from any thread.</summary>
internal sealed class PluginMeter
{
    private long _requests;
    private long _requestErrors;
    private long _samples;
    private long _sampleErrors;
    private long _missed;
    private volatile Func<long>? _lag;
    private volatile MissedSamples? _lastMissed;

    /// <summary>Requests that entered the plugin.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that it ended with an exception.</summary>
    public long RequestErrors => Interlocked.Read(ref _requestErrors);

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
