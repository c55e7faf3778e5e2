using System.Text.Json;
using DemoMeter.Link;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace DemoMeter;

/// <summary>Reads the demo meter over SPI once a second.</summary>
public sealed class DemoMeterDriver : IDeviceDriver, IDeviceCommandHandler
{
    /// <summary>So many failed reads in a row end the run.</summary>
    internal const int FailuresToGiveUp = 5;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly IHardware _hardware;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<DemoMeterDriver> _logger;
    private volatile MeterLink? _link;

    /// <summary>Creates it.</summary>
    /// <param name="hardware">Opens the port; the driver owns what it opens.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">The log.</param>
    public DemoMeterDriver(IHardware hardware, TimeProvider timeProvider, ILogger<DemoMeterDriver> logger)
    {
        _hardware = hardware;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <inheritdoc/>
    public async Task RunAsync(IDeviceContext device, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        string portName = ReadPortName(device.Settings);
        await using ISpiPort port = _hardware.Open<ISpiPort>(portName);
        using var link = new MeterLink(port);
        string firmware = await IdentifyAsync(link, portName, cancellationToken);
        await device.DescribeAsync(Describe(device, firmware), cancellationToken);
        _link = link;
        try
        {
            await PollAsync(device, link, cancellationToken);
        }
        finally
        {
            _link = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string?> HandleAsync(DeviceCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        MeterLink link = _link ?? throw new DeviceFaultException("The meter is not connected yet; try again.");
        DipArguments dip = DipArguments.Read(command.Arguments);
        uint[] words = [(uint)dip.Phase, (uint)Math.Round(dip.ResidualPercent * 100), (uint)dip.Duration.TotalMilliseconds];
        await link.WriteAsync(Register.Dip, words, cancellationToken);
        return "dip started";
    }

    private static string ReadPortName(JsonElement settings) =>
        settings.ValueKind == JsonValueKind.Object
        && settings.TryGetProperty("port", out JsonElement port) && port.ValueKind == JsonValueKind.String
        && port.GetString() is { Length: > 0 } name
            ? name
            : throw new DeviceFaultException("The setting 'port' is missing; set it to an SPI port, e.g. simulated:demo-meter.");

    private static async Task<string> IdentifyAsync(MeterLink link, string portName, CancellationToken cancellationToken)
    {
        uint[] words;
        try
        {
            words = await link.ReadAsync(Register.Identity, 2, cancellationToken);
        }
        catch (DeviceFaultException fault)
        {
            throw new DeviceFaultException($"What is on port '{portName}' is not a demo meter, or does not answer: {fault.Message}", fault);
        }

        return words[0] == Register.IdentityValue
            ? $"{words[1] >> 16}.{words[1] & 0xFFFF}"
            : throw new DeviceFaultException(
                $"What is on port '{portName}' is not a demo meter: it identifies itself as 0x{words[0]:X8}; correct the setting 'port'.");
    }

    private static DeviceDescriptor Describe(IDeviceContext device, string firmware) => new()
    {
        Name = device.Name,
        Manufacturer = "PiHub",
        Model = "Demo meter DM01",
        SoftwareVersion = firmware,
        Metrics = Metrics.Describe(),
        Commands = [new() { Name = "simulate_dip", Label = "Simulate a voltage dip", Arguments = DipArguments.Schema }],
    };

    private async Task PollAsync(IDeviceContext device, MeterLink link, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _timeProvider);
        int failures = 0;
        do
        {
            try
            {
                uint[] words = await link.ReadAsync(Register.Frequency, Register.MeasurementWords, cancellationToken);
                device.Publish(_timeProvider.GetUtcNow(), Metrics.Convert(words));
                failures = 0;
            }
            catch (DeviceFaultException fault)
            {
                failures++;
                if (failures == FailuresToGiveUp)
                {
                    throw new DeviceFaultException($"{failures} reads in a row failed: {fault.Message}", fault);
                }

                Log.ReadFailed(_logger, device.Id, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
