namespace PiHub.Benchmarks.Brokers;

/// <summary>The brokers that are measured in turns, each started when it is first needed; disposing stops them all.</summary>
internal sealed class BrokerSet(string folder) : IAsyncDisposable
{
    private readonly Dictionary<string, BrokerProcess> _running = [];

    /// <summary>Those that run.</summary>
    public IEnumerable<BrokerProcess> Running => _running.Values;

    /// <summary>A broker by its name.</summary>
    /// <exception cref="BrokerException">It is missing or did not start.</exception>
    public async Task<BrokerProcess> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (!_running.TryGetValue(name, out BrokerProcess? broker))
        {
            broker = name == Hub.Name
                ? await Hub.StartAsync(folder, cancellationToken)
                : await Mosquitto.StartAsync(folder, name == Mosquitto.PersistentName, cancellationToken);
            _running[name] = broker;
        }

        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BrokerProcess broker in _running.Values)
        {
            await broker.DisposeAsync();
        }

        _running.Clear();
    }
}
