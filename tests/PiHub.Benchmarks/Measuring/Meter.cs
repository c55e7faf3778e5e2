using System.Diagnostics;
using PiHub.Benchmarks.Brokers;

namespace PiHub.Benchmarks.Measuring;

/// <summary>Clock and processor times of one run; the broker's from the kernel, the generator's from this process.</summary>
internal sealed class Meter(BrokerProcess broker)
{
    private long _started;
    private TimeSpan _brokerBefore;
    private TimeSpan _ownBefore;

    /// <summary>Begins, when everything is connected and encoded.</summary>
    public void Start()
    {
        _ownBefore = Environment.CpuUsage.TotalTime;
        _brokerBefore = broker.ReadProcessorTime();
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends; a run that stalled ended when its last message came, and its processor times are not known.</summary>
    public RunResult Stop(long messageCount, long lostCount, TimeSpan stalled = default)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started) - stalled;
        bool isWhole = stalled == TimeSpan.Zero;
        return new RunResult
        {
            RatePerSecond = messageCount / elapsed.TotalSeconds,
            BrokerSecondsPerMillion = isWhole ? (broker.ReadProcessorTime() - _brokerBefore).TotalSeconds * 1e6 / messageCount : double.NaN,
            GeneratorCores = isWhole ? (Environment.CpuUsage.TotalTime - _ownBefore) / elapsed : double.NaN,
            LostCount = lostCount,
        };
    }
}
