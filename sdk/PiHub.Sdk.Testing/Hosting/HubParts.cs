using PiHub.Sdk.Testing.Bus;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>What stands in for the hub in one test.</summary>
internal sealed class HubParts
{
    public HubParts(ManualTimeProvider time)
    {
        Time = time;
        Deliveries = new Deliveries(Log);
        Bus = new TestBus(Readings, Deliveries, time);
    }

    public ManualTimeProvider Time { get; }

    public TestLog Log { get; } = new();

    public TestReadings Readings { get; } = new();

    public Deliveries Deliveries { get; }

    public TestBus Bus { get; }

    public EventRecord Events { get; } = new();
}
