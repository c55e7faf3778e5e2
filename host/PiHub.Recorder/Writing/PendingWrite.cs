using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Writing;

/// <summary>Something that waits for a commit, with whoever waits for it: a sample, an event, the deletion of a device,
/// or the sample log's cursors.</summary>
internal sealed class PendingWrite
{
    // Continuations run elsewhere, so that the writer is never held up by those who waited.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PendingWrite(string device) => Device = device;

    public string Device { get; }

    public Sample? Sample { get; private init; }

    public DeviceEvent? Event { get; private init; }

    public bool IsDeletion { get; private init; }

    /// <summary>What is added to the estimated times that this run of the program has recorded; null for anything else.</summary>
    public TimeSpan? ClockOffset { get; private init; }

    /// <summary>Completes after the commit.</summary>
    public Task Done => _done.Task;

    public static PendingWrite Of(Sample sample) => new(sample.Device) { Sample = sample };

    public static PendingWrite Of(DeviceEvent deviceEvent) => new(deviceEvent.Device) { Event = deviceEvent };

    public static PendingWrite DeletionOf(string device) => new(device) { IsDeletion = true };

    /// <summary>Nothing of its own: the commit takes along what has changed of the cursors.</summary>
    public static PendingWrite OfCursors() => new("");

    /// <summary>The clock was set: a <see cref="Journal.ClockEntry"/> from the first entry of this run on.</summary>
    public static PendingWrite OfClock(TimeSpan offset) => new("") { ClockOffset = offset };

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
