using System.Text.Json;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Hal.Drivers;

/// <summary>The door through which one run of a driver publishes; closed behind it, so that an abandoned driver says nothing more.</summary>
internal sealed class DeviceContext(
    DeviceConfiguration configuration, SampleQueue samples, RetainedTopic descriptorTopic, Action firstSample) : IDeviceContext
{
    private readonly Lock _lock = new(); // guards _closed and _online, and the order of what they lead to
    private bool _closed;
    private bool _online;

    public string Id => configuration.Id;

    public string Name => configuration.Name;

    public JsonElement Settings => configuration.Settings;

    /// <summary>The names of the commands described so far.</summary>
    public IReadOnlyList<string> Commands { get; private set; } = [];

    public async ValueTask DescribeAsync(DeviceDescriptor descriptor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        DeviceDescriptor owned = descriptor with { Name = configuration.Name, Area = configuration.Area ?? descriptor.Area };
        byte[] payload = DescriptorPayload.Write(owned);
        string[] commands = [.. owned.Commands.Select(command => command.Name)];
        Task published;
        lock (_lock)
        {
            if (_closed)
            {
                throw new OperationCanceledException("This run of the driver has ended.");
            }

            Commands = commands;
            published = descriptorTopic.SetAsync(payload);
        }

        await published.WaitAsync(cancellationToken);
    }

    public void Publish(DateTimeOffset time, IReadOnlyDictionary<string, MetricValue> metrics)
    {
        byte[] payload = SamplePayload.Write(time, metrics);
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (!_online)
            {
                _online = true;
                firstSample();
            }

            samples.Enqueue(payload);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
