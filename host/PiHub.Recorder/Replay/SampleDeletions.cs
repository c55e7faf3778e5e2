using System.Collections.Concurrent;

namespace PiHub.Recorder.Replay;

/// <summary>Devices that were deleted, and the newest sample of each that is gone with it: what is older is not replayed.</summary>
internal sealed class SampleDeletions
{
    private readonly ConcurrentDictionary<string, long> _until = new(StringComparer.Ordinal);

    public void Add(string device, long sequence) => _until[device] = sequence;

    public bool Covers(LoggedSample sample) =>
        _until.TryGetValue(sample.Sample.Device, out long until) && sample.Sequence <= until;
}
