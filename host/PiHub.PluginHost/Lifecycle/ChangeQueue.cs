namespace PiHub.PluginHost.Lifecycle;

/// <summary>Lets the changes of one plugin happen one after the other, in the order in which they were asked for.</summary>
/// <remarks>A change must not wait for the queue of another plugin, or two that wait for each other hang.</remarks>
internal sealed class ChangeQueue
{
    // People and scripts that change one plugin at the same time. One more is refused, and told so.
    private const int MaximumWaiting = 32;

    private readonly Lock _lock = new(); // guards the two fields below
    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <exception cref="PluginChangeRefusedException">Too many changes wait.</exception>
    public Task RunAsync(Func<Task> change)
    {
        lock (_lock)
        {
            if (_waiting >= MaximumWaiting)
            {
                throw new PluginChangeRefusedException("Too many changes of this plugin wait already. Try again when they are done.");
            }

            _waiting++;
            Task turn = _last;
            return _last = Task.Run(() => RunAfterAsync(turn, change));
        }
    }

    private async Task RunAfterAsync(Task turn, Func<Task> change)
    {
        await Task.WhenAny(turn); // however it ended
        lock (_lock)
        {
            _waiting--;
        }

        await change();
    }
}
