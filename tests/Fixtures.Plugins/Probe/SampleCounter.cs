using PiHub.Sdk.Events;
using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.Probe;

/// <summary>Counts samples, throws at those of the device <c>bad</c>, and opens the gate at those of <c>release</c>.</summary>
internal sealed class SampleCounter(Gate gate, BusListener listener, IEventStream events) : ISampleHandler
{
    private int _samples;

    public int Messages => listener.Messages;

    public int Samples => Volatile.Read(ref _samples);

    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (sample.Device == "bad")
        {
            throw new InvalidOperationException("The probe refuses this device.");
        }

        if (sample.Device == "release")
        {
            gate.Release();
        }

        events.Publish(new Count(Interlocked.Increment(ref _samples)), ProbeJson.Default.Count);
        return ValueTask.CompletedTask;
    }
}
