namespace PiHub.Fixtures.Upgrade;

/// <summary>What a test has put in the way, by names in <see cref="AppContext"/>.</summary>
internal static class Hazard
{
    /// <summary>Throws the message, or waits for the event, that is under <c>upgrade step</c>.</summary>
    public static void Meet(string step)
    {
        switch (AppContext.GetData($"upgrade {step}"))
        {
            case string message:
                throw new InvalidOperationException(message);
            case ManualResetEventSlim release:
                release.Wait();
                break;
        }
    }

    /// <summary>Tells that a request is inside, and waits until it may go on.</summary>
    public static Task HoldAsync() => (AppContext.GetData("upgrade hold") as Func<Task>)?.Invoke() ?? Task.CompletedTask;

    public static Task StopAsync(string version) => (AppContext.GetData($"upgrade stop {version}") as Task) ?? Task.CompletedTask;
}
