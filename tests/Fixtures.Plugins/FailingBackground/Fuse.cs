using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.FailingBackground;

[Service]
internal sealed class Fuse
{
    private readonly TaskCompletionSource _blown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Blown => _blown.Task;

    public void Blow() => _blown.TrySetResult();
}
