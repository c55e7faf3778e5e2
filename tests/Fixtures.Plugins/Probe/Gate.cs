using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Probe;

/// <summary>Holds requests until it is told to release them.</summary>
[Service]
internal sealed class Gate
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HoldAsync(CancellationToken cancellationToken) => _released.Task.WaitAsync(cancellationToken);

    public void Release() => _released.TrySetResult();
}
