using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.FailingHandler;

/// <summary>Fails at every sample but those of the device <c>good</c>.</summary>
internal sealed class Refuser : ISampleHandler
{
    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken) => sample.Device == "good"
        ? ValueTask.CompletedTask
        : throw new InvalidOperationException("It takes no samples.");
}
