using PiHub.Plugins.PowerQuality.Metering;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing;

namespace PiHub.Plugins.PowerQuality.Tests.Metering;

public sealed class LatestPhaseValuesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private PluginUnderTest _plugin = null!; // set before any test runs
    private LatestPhaseValues _latest = null!; // likewise

    public async Task InitializeAsync()
    {
        _plugin = await PluginUnderTest.StartAsync<PowerQualityPlugin>();
        _latest = _plugin.Get<LatestPhaseValues>();
    }

    public async Task DisposeAsync() => await _plugin.DisposeAsync();

    [Fact]
    public async Task Sample_OfAThreePhaseMeter_FillsEachPhase()
    {
        await HandleAsync("meter", Noon, ("l1.voltage_rms", 230), ("l2.voltage_rms", 231), ("l3.voltage_rms", 232), ("voltage_freq", 50));

        IReadOnlyDictionary<string, PhaseReading>? phases = _latest.Find("meter");
        Assert.Equal(["L1", "L2", "L3"], phases?.Keys);
        Assert.Equal(new PhaseReading(Noon, 231, null, null, 50), phases?["L2"]);
        Assert.Single(_plugin.Events);
    }

    [Fact]
    public async Task Sample_OfOnePhase_KeepsTheOthers()
    {
        await HandleAsync("meter", Noon, ("l1.power_watt", 10), ("l2.power_watt", 20));
        await HandleAsync("meter", Noon.AddSeconds(1), ("l2.power_watt", 25));

        Assert.Equal(10, _latest.Find("meter")?["L1"].Power);
        Assert.Equal(25, _latest.Find("meter")?["L2"].Power);
    }

    [Fact]
    public async Task OlderSample_ThatComesLate_ChangesNothing()
    {
        await HandleAsync("meter", Noon, ("l1.current_rms", 5));
        await HandleAsync("meter", Noon.AddSeconds(-1), ("l1.current_rms", 9));

        Assert.Equal(5, _latest.Find("meter")?["L1"].Current);
        Assert.Single(_plugin.Events);
    }

    [Fact]
    public async Task OtherDevices_AreNoMeters()
    {
        await HandleAsync("fridge", Noon, ("temperature", 4));

        Assert.Null(_latest.Find("fridge"));
        Assert.Null(_latest.Find(device: null));
        Assert.Empty(_plugin.Events);
    }

    [Fact]
    public async Task Find_WithoutDevice_StaysWithTheFirstByIdThatReports()
    {
        await HandleAsync("b", Noon, ("l1.voltage_rms", 2));
        Assert.Equal(2, _latest.Find(device: null)?["L1"].Voltage);

        for (int i = 0; i < 3; i++)
        {
            await HandleAsync("a", Noon, ("l1.voltage_rms", 1));
            Assert.Equal(1, _latest.Find(device: null)?["L1"].Voltage);
            await HandleAsync("b", Noon, ("l1.voltage_rms", 2));
            Assert.Equal(1, _latest.Find(device: null)?["L1"].Voltage);
            _plugin.Time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Find_WithoutDevice_LeavesAMeterThatIsSilentForAMinute_AndComesBackToIt()
    {
        await HandleAsync("a", Noon, ("l1.voltage_rms", 1));
        _plugin.Time.Advance(TimeSpan.FromSeconds(60));
        await HandleAsync("b", Noon, ("l1.voltage_rms", 2));
        Assert.Equal(1, _latest.Find(device: null)?["L1"].Voltage);

        _plugin.Time.Advance(TimeSpan.FromSeconds(1));
        await HandleAsync("b", Noon, ("l1.voltage_rms", 2));
        Assert.Equal(2, _latest.Find(device: null)?["L1"].Voltage);

        await HandleAsync("a", Noon, ("l1.voltage_rms", 3));
        Assert.Equal(3, _latest.Find(device: null)?["L1"].Voltage);
    }

    [Fact]
    public async Task Find_WithoutDevice_StaysWithTheLastValues_WhenAllAreSilent()
    {
        await HandleAsync("a", Noon, ("l1.voltage_rms", 1));
        _plugin.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, _latest.Find(device: null)?["L1"].Voltage);
    }

    [Fact]
    public async Task Meters_BeyondAHundred_AreIgnored_AndTheKnownOnesGoOn()
    {
        await FillAsync();

        await HandleAsync("late", Noon, ("l1.voltage_rms", 1));
        await HandleAsync("meter0", Noon.AddSeconds(1), ("l1.voltage_rms", 7));
        Assert.Null(_latest.Find("late"));
        Assert.Equal(7, _latest.Find("meter0")?["L1"].Voltage);
    }

    [Fact]
    public async Task Meters_SilentForADay_MakeRoomForNewOnes()
    {
        await FillAsync();
        _plugin.Time.Advance(TimeSpan.FromHours(1));
        await HandleAsync("meter0", Noon, ("l1.voltage_rms", 7));
        _plugin.Time.Advance(TimeSpan.FromHours(23));

        await HandleAsync("late", Noon, ("l1.voltage_rms", 1));

        Assert.NotNull(_latest.Find("late"));
        Assert.NotNull(_latest.Find("meter0"));
        Assert.Null(_latest.Find("meter1"));
    }

    private async Task FillAsync()
    {
        for (int i = 0; i < 100; i++)
        {
            await HandleAsync($"meter{i}", Noon, ("l1.voltage_rms", i));
        }
    }

    private Task HandleAsync(string device, DateTimeOffset time, params (string Name, double Value)[] metrics) => _plugin.PublishAsync(
        new Sample
        {
            Device = device,
            Time = time,
            Metrics = metrics.ToDictionary(metric => metric.Name, metric => (MetricValue)metric.Value),
        });
}
