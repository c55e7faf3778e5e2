namespace PiHub.PluginHost.Metering;

/// <summary>What one plugin did since the hub started; kept over its restarts and upgrades. Safe to use from any thread.</summary>
internal sealed class PluginMeter
{
    private long _requests;
    private long _requestErrors;
    private long _samples;
    private long _sampleErrors;

    /// <summary>Requests that entered the plugin.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that it ended with an exception.</summary>
    public long RequestErrors => Interlocked.Read(ref _requestErrors);

    /// <summary>Samples that its handlers took.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Samples that its handlers ended with an exception.</summary>
    public long SampleErrors => Interlocked.Read(ref _sampleErrors);

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
}
