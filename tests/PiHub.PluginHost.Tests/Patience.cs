namespace PiHub.PluginHost.Tests;

/// <summary>Waits for what happens soon, and fails when it does not.</summary>
internal static class Patience
{
    public static async Task ForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    public static Task ForAsync(Func<bool> condition) => ForAsync(() => Task.FromResult(condition()));

    // Collection is not instant: caches of the runtime let go of a context at later collections.
    public static Task ForDeathOfAsync(WeakReference context) => ForAsync(() =>
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !context.IsAlive;
    });
}
