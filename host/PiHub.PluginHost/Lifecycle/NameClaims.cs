namespace PiHub.PluginHost.Lifecycle;

/// <summary>Which plugin offers which name, so that the second one to offer it can be told whose it is.</summary>
internal sealed class NameClaims
{
    private readonly Lock _lock = new(); // guards _owners
    private readonly Dictionary<(string Kind, string Name), string> _owners = [];

    /// <summary>Registers an offer under a name that is then the plugin's until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another plugin has the name; the message names it.</exception>
    public IAsyncDisposable Hold(string kind, string name, string plugin, Func<IAsyncDisposable> register)
    {
        lock (_lock)
        {
            if (!_owners.TryAdd((kind, name), plugin))
            {
                throw new InvalidOperationException(
                    $"the {kind} '{name}' is offered by the plugin '{_owners[(kind, name)]}' already; disable one of the two");
            }
        }

        try
        {
            return new Claim(this, (kind, name), register());
        }
        catch
        {
            Free((kind, name));
            throw;
        }
    }

    private void Free((string Kind, string Name) key)
    {
        lock (_lock)
        {
            _owners.Remove(key);
        }
    }

    private sealed class Claim(NameClaims claims, (string Kind, string Name) key, IAsyncDisposable registration) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await registration.DisposeAsync();
            }
            finally
            {
                claims.Free(key);
            }
        }
    }
}
