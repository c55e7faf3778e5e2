using System.Text.Json;
using DemoMeter.Link;
using PiHub.Sdk.Devices;

namespace DemoMeter.Tests;

public sealed class DemoMeterDriverTests : IAsyncDisposable
{
    private readonly MeterFixture _meter = new();

    public ValueTask DisposeAsync() => _meter.DisposeAsync();

    [Fact]
    public async Task Run_Started_DescribesExactlyWhatItPublishes()
    {
        Dictionary<string, double> sample = await _meter.StartAndSampleAsync();
        DeviceDescriptor descriptor = _meter.Descriptor!; // described before the first sample
        Assert.Equal(descriptor.Metrics.Select(m => m.Name).Order(), sample.Keys.Order());
        Assert.Equal(2 + (3 * 9), sample.Count);
        Assert.Equal("1.0", descriptor.SoftwareVersion);
        MetricDescriptor energy = descriptor.Metrics.Single(m => m.Name == "l2.energy_kwh");
        Assert.Equal(("L2 energy", "kWh", MetricKind.TotalIncreasing, "energy"), (energy.Label, energy.Unit, energy.Kind, energy.DeviceClass));
        Assert.True(DescriptorPayload.TryRead(DescriptorPayload.Write(descriptor), out _, out string? error), error);
    }

    [Fact]
    public async Task Run_EachSecond_PublishesASample()
    {
        Dictionary<string, double> first = await _meter.StartAndSampleAsync();
        for (int second = 0; second < 120; second++)
        {
            await _meter.TickAsync();
            Dictionary<string, double> next = await _meter.SampleAsync();
            Assert.Equal(next["power_watt"], next["l1.power_watt"] + next["l2.power_watt"] + next["l3.power_watt"], 6);
            Assert.True(next["l1.energy_kwh"] >= first["l1.energy_kwh"]);
            first = next;
        }

        Assert.InRange(first["l1.energy_kwh"], 0.001, 0.2);
    }

    [Fact]
    public async Task Read_WithWrongChecksum_LeavesTheSampleOutAndTheNextComes()
    {
        await _meter.StartAndSampleAsync();
        _meter.Port.Spoil = answer => answer.Span[8] ^= 1;
        await _meter.TickAsync();
        _meter.Port.Spoil = _ => { };
        await _meter.TickAsync();
        await _meter.SampleAsync();
        Assert.Equal(_meter.Time.GetUtcNow(), _meter.SampleTime);
        Assert.False(_meter.Run.IsCompleted);
    }

    [Fact]
    public async Task Read_FailingFiveTimesInARow_EndsTheRun()
    {
        await _meter.StartAndSampleAsync();
        int reads = 0;
        _meter.Port.Spoil = answer =>
        {
            // The fifth of the first series is good and starts the count anew.
            if (++reads != 5)
            {
                answer.Span[^1] ^= 0x80;
            }
        };
        for (int i = 0; i < 10; i++)
        {
            Assert.False(_meter.Run.IsCompleted);
            await _meter.TickAsync();
        }

        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => _meter.Run.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.StartsWith("5 reads in a row failed: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(10, reads);
        await _meter.SampleAsync();
        Assert.Equal(_meter.Time.GetUtcNow() - TimeSpan.FromSeconds(5), _meter.SampleTime);
        Assert.True(_meter.Port.IsDisposed);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public async Task Run_NothingOnTheBus_IsNotADemoMeter(byte line)
    {
        _meter.Port.Spoil = answer => answer.Span.Fill(line);
        _meter.Start();
        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => _meter.Run);
        Assert.Contains("not a demo meter", fault.Message, StringComparison.Ordinal);
        Assert.True(_meter.Port.IsDisposed);
    }

    [Fact]
    public async Task Run_OtherChip_IsNotADemoMeterAndTellsItsIdentity()
    {
        _meter.Port.Spoil = answer => Frame.PutWords(answer.Span, [0xCAFE0001, 0]);
        _meter.Start();
        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => _meter.Run);
        Assert.Contains("is not a demo meter: it identifies itself as 0xCAFE0001", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "'port' is missing")]
    [InlineData("""{"port":7}""", "'port' is missing")]
    [InlineData("""{"port":"simulated:other"}""", "simulated:meter")]
    public async Task Run_BadPortSetting_TellsTheRemedy(string settings, string hint)
    {
        _meter.Settings = JsonElement.Parse(settings);
        _meter.Start();
        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => _meter.Run);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SimulateDip_OnOnePhase_IsSeenThereForItsDuration()
    {
        await _meter.StartAndSampleAsync();
        Assert.Equal("dip started", await DipAsync("""{"phase":"l2","residual_percent":40.5,"duration_ms":2000}"""));
        await _meter.TickAsync();
        Dictionary<string, double> dip = await _meter.SampleAsync();
        Assert.Equal(230 * 0.405, dip["l2.voltage_rms"], 3);
        Assert.InRange(dip["l1.voltage_rms"], 130, 238);
        await _meter.TickAsync();
        Assert.InRange((await _meter.SampleAsync())["l2.voltage_rms"], 130, 238);
    }

    [Theory]
    [InlineData("[]", "needs the arguments")]
    [InlineData("""{"phase":"l4","residual_percent":40,"duration_ms":100}""", "'phase'")]
    [InlineData("""{"residual_percent":40,"duration_ms":100}""", "'phase'")]
    [InlineData("""{"phase":"l1","residual_percent":9,"duration_ms":100}""", "'residual_percent'")]
    [InlineData("""{"phase":"l1","residual_percent":"50","duration_ms":100}""", "'residual_percent'")]
    [InlineData("""{"phase":"l1","residual_percent":50,"duration_ms":9}""", "'duration_ms'")]
    [InlineData("""{"phase":"l1","residual_percent":50,"duration_ms":100.5}""", "'duration_ms'")]
    [InlineData("""{"phase":"l1","residual_percent":50}""", "'duration_ms'")]
    public async Task SimulateDip_BadArgument_NamesIt(string arguments, string hint)
    {
        await _meter.StartAndSampleAsync();
        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => DipAsync(arguments));
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SimulateDip_BeforeTheMeterIsThere_IsRefused() =>
        Assert.Contains(
            "not connected",
            (await Assert.ThrowsAsync<DeviceFaultException>(() => DipAsync("{}"))).Message,
            StringComparison.Ordinal);

    private async Task<string?> DipAsync(string arguments) => await _meter.Driver.HandleAsync(
        new DeviceCommand { Id = "1", Name = "simulate_dip", Arguments = JsonElement.Parse(arguments) }, CancellationToken.None);
}
