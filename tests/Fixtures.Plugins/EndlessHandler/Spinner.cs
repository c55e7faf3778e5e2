using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.EndlessHandler;

/// <summary>Never gives its thread back, until whoever put a token under the plugin's id into <see cref="AppContext"/> cancels it.</summary>
internal sealed class Spinner : ISampleHandler
{
    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        var mercy = (CancellationToken)(AppContext.GetData("endless-handler") ?? CancellationToken.None);
        while (!mercy.IsCancellationRequested)
        {
            Thread.SpinWait(100);
        }

        return ValueTask.CompletedTask;
    }
}
