using System.Text.Json;
using System.Threading.Channels;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing;

/// <summary>A device with one of the plugin's drivers at work. What it publishes is also on the test's bus.</summary>
/// <remarks>The hub would start a driver that ends again, with back-off; here it ends once, and the test sees why. Since 0.2.</remarks>
public sealed class TestDevice : IAsyncDisposable
{
    // A thousand samples wait, then the oldest is dropped, as in the hub.
    private readonly Channel<Sample> _samples = Channel.CreateBounded<Sample>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stopping = new();
    private readonly IDeviceDriver _driver;
    private readonly TestBus _bus;
    private int _isDisposed;

    internal TestDevice(IDeviceDriver driver, TestBus bus, string id, JsonElement settings)
    {
        (_driver, _bus, Id) = (driver, bus, id);
        Run = RunAsync(new Context(this, settings));
    }

    /// <summary>The device's id.</summary>
    public string Id { get; }

    /// <summary>What the driver says of the device; null before it has.</summary>
    public DeviceDescriptor? Descriptor { get; private set; }

    /// <summary>The driver's run: faulted with what it threw, completed when it returned.</summary>
    public Task Run { get; }

    /// <summary>Waits for the next sample.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The oldest sample that was not taken yet.</returns>
    /// <exception cref="DeviceFaultException">The driver ended with this fault, or any other exception of its own.</exception>
    /// <exception cref="InvalidOperationException">The driver returned.</exception>
    public async Task<Sample> NextSampleAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _samples.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await Run;
            throw new InvalidOperationException($"The driver of '{Id}' has ended and publishes no more samples.");
        }
    }

    /// <summary>Sends the device a command.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="arguments">Its arguments, a JSON object; null for none.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What the driver says of the state afterwards.</returns>
    /// <exception cref="DeviceFaultException">The driver refused it.</exception>
    /// <exception cref="InvalidOperationException">The driver takes no commands.</exception>
    public async Task<string?> SendAsync(string name, string? arguments = null, CancellationToken cancellationToken = default)
    {
        IDeviceCommandHandler handler = _driver as IDeviceCommandHandler
            ?? throw new InvalidOperationException($"{_driver.GetType().Name} takes no commands: it does not implement {nameof(IDeviceCommandHandler)}.");
        var command = new DeviceCommand { Id = "test", Name = name, Arguments = Parse(arguments) };
        return await handler.HandleAsync(command, cancellationToken);
    }

    /// <summary>Stops the driver and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAny(Run);
        _stopping.Dispose();
    }

    internal static JsonElement Parse(string? json) => json is null ? default : JsonElement.Parse(json);

    private async Task RunAsync(Context context)
    {
        try
        {
            await _driver.RunAsync(context, _stopping.Token);
        }
        finally
        {
            _samples.Writer.TryComplete();
            if (_driver is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (_driver as IDisposable)?.Dispose();
            }
        }
    }

    private sealed class Context(TestDevice device, JsonElement settings) : IDeviceContext
    {
        public string Id => device.Id;

        public string Name => device.Id;

        public JsonElement Settings => settings;

        public async ValueTask DescribeAsync(DeviceDescriptor descriptor, CancellationToken cancellationToken)
        {
            var message = new BusMessage { Topic = DeviceTopic.Descriptor(Id), Payload = DescriptorPayload.Write(descriptor), Retain = true };
            await device._bus.PublishAsync(message, cancellationToken);
            device.Descriptor = descriptor;
        }

        public void Publish(DateTimeOffset time, IReadOnlyDictionary<string, MetricValue> metrics)
        {
            device._samples.Writer.TryWrite(new Sample { Device = Id, Time = time, Metrics = metrics });
            var message = new BusMessage { Topic = DeviceTopic.State(Id), Payload = SamplePayload.Write(time, metrics) };
            device._bus.Publish(message);
        }
    }
}
