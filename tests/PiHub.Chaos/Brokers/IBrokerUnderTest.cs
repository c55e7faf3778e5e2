namespace PiHub.Chaos.Brokers;

/// <summary>A broker that can be killed and started again on the same port with the same data.</summary>
internal interface IBrokerUnderTest : IAsyncDisposable
{
    /// <summary>Starts it and waits until it serves.</summary>
    /// <returns>Its MQTT port, the same each time.</returns>
    Task<int> StartAsync();

    /// <summary>SIGKILL.</summary>
    Task KillAsync();

    /// <summary>The numbers that are recorded of a device; null when this broker records nothing.</summary>
    Task<IReadOnlySet<int>?> ReadNumbersAsync(string device);
}
