namespace PiHub.PluginHost.Lifecycle;

/// <summary>The start of the hub's plugins: all at once, connected one after the other, those that are late in the background.</summary>
internal sealed class PluginBoot(TimeProvider time)
{
    /// <summary>How long the hub waits for the next step of any plugin before it is ready without those that are late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    /// <summary>How long a plugin that is ready to be connected waits for those before it.</summary>
    private static readonly TimeSpan TurnPatience = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastStep;

    /// <summary>Completes when all have started or failed to, also those that are late.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Starts plugins.</summary>
    /// <param name="plugins">The plugins, each after those that it needs.</param>
    /// <returns>Completes when all have started or failed to, or nothing has happened for a while.</returns>
    public async Task RunAsync(IReadOnlyList<PluginSupervisor> plugins)
    {
        NoteStep();
        var starts = new Dictionary<string, Task>(StringComparer.Ordinal);
        Task last = Task.CompletedTask;
        foreach (PluginSupervisor plugin in plugins)
        {
            Task earlier = last;
            Task[] needed =
            [
                .. plugin.Slot.Folder.Manifest?.Dependencies
                    .Select(need => starts.GetValueOrDefault(need.Id, Task.CompletedTask)) ?? [],
            ];
            last = plugin.BootAsync(
                Task.WhenAny(Task.WhenAll(needed), _stopping.Task), () => Task.WhenAny(earlier, Task.Delay(TurnPatience, time)), _stopping.Task);
            starts.Add(plugin.Slot.Id, last);
        }

        Ended = Task.WhenAll(starts.Values);
        TimeSpan left = Patience;
        while (!Ended.IsCompleted && left > TimeSpan.Zero)
        {
            await Task.WhenAny(Ended, Task.Delay(left, time));
            left = Patience - time.GetElapsedTime(Interlocked.Read(ref _lastStep));
        }
    }

    /// <summary>Something has happened with a plugin.</summary>
    public void NoteStep() => Interlocked.Exchange(ref _lastStep, time.GetTimestamp());

    /// <summary>Begins no more starts.</summary>
    public void Stop() => _stopping.TrySetResult();
}
