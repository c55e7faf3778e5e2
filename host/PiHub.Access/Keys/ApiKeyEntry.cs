namespace PiHub.Access.Keys;

/// <summary>A key in memory, with what ends what it has opened. Safe to use from any thread.</summary>
internal sealed class ApiKeyEntry(ApiKey key)
{
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private ApiKey _key = key;
    private bool _isUseKept = true;

    /// <summary>The key as it is now.</summary>
    public ApiKey Key
    {
        get
        {
            lock (_gate)
            {
                return _key;
            }
        }
    }

    /// <summary>Cancelled when the key is revoked or expires.</summary>
    public CancellationToken Ended => Source.Token;

    // Never disposed: it has no timer, and who holds its token may come late.
    private CancellationTokenSource Source { get; } = new();

    public void End() => Source.Cancel();

    /// <summary>Whether the key counts at an instant; one that has expired once stays so if the clock goes back.</summary>
    public bool IsValid(DateTimeOffset now) => !Source.IsCancellationRequested && !(Key.ExpiresAt <= now);

    public void Use(DateTimeOffset now, string? address)
    {
        lock (_gate)
        {
            _key = _key with { LastUsedAt = now, LastUsedFrom = address };
            _isUseKept = false;
        }
    }

    /// <summary>The key when it was used since this was asked last; else null.</summary>
    public ApiKey? TakeUse()
    {
        lock (_gate)
        {
            bool wasKept = _isUseKept;
            _isUseKept = true;
            return wasKept ? null : _key;
        }
    }
}
