using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.FailingBackground;

/// <summary>Blows the fuse at the first sample.</summary>
internal sealed class Trigger(Fuse fuse) : ISampleHandler
{
    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        fuse.Blow();
        return ValueTask.CompletedTask;
    }
}
