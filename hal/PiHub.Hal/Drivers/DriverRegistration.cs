namespace PiHub.Hal.Drivers;

/// <summary>A driver name that a package offers. What the package gave is dropped when it is disposed, whoever still has the
/// registration.</summary>
internal sealed class DriverRegistration(string name, Func<DriverInstance> create, Func<DriverRegistration, Task> withdraw)
    : IAsyncDisposable
{
    private readonly Lock _lock = new(); // guards _withdrawal
    private Func<DriverInstance>? _create = create;
    private Task? _withdrawal;

    public string Name { get; } = name;

    /// <summary>A fresh driver; null when the offer was withdrawn meanwhile.</summary>
    public DriverInstance? TryCreate() => Volatile.Read(ref _create)?.Invoke();

    public async ValueTask DisposeAsync()
    {
        Task withdrawal;
        lock (_lock)
        {
            withdrawal = _withdrawal ??= withdraw(this);
        }

        await withdrawal;
        Volatile.Write(ref _create, null);
    }
}
