namespace PiHub.Mqtt.Tests.Broker;

/// <summary>Waits for what nothing announces.</summary>
internal static class Eventually
{
    public static async Task IsAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, "it did not come to be within ten seconds");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
    }
}
