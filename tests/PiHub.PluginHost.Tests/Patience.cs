namespace PiHub.PluginHost.Tests;

/// <summary>Waits for what cannot be awaited.</summary>
internal static class Patience
{
    public static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
