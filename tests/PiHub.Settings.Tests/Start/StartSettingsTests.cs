using PiHub.Settings.Start;

namespace PiHub.Settings.Tests.Start;

public sealed class StartSettingsTests
{
    [Fact]
    public async Task OfAdmins_AreWrittenAsTheConfigurationWritesThem()
    {
        await using var bench = new HubBench();
        bench.File["Radio:MaximumPower"] = "20";
        await bench.RestartAsync();
        bench.Put("""{"port":8883,"wake_up":"P1DT1S","weather":"light_rain","key":"k","names":["a"]}""");

        var start = new StartSettings(bench.Database, bench.Configured);
        IReadOnlyDictionary<string, string?> written = start.OfAdmins(HubBench.Page);

        Assert.Equal(3, written.Count); // neither what others said, nor the secret, nor the list
        Assert.Equal("8883", written["Radio:Port"]);
        Assert.Equal("1.00:00:01", written["Radio:WakeUp"]);
        Assert.Equal("LightRain", written["Radio:Weather"], ignoreCase: true);
        Assert.Equal((20, 8883), (start.Read<RadioSettings>(HubBench.Page).MaximumPower, start.Read<RadioSettings>(HubBench.Page).Port));
    }

    [Fact]
    public async Task OfAdmins_OfADatabaseThatIsNotThere_AreNone()
    {
        await using var bench = new HubBench();

        Assert.Empty(new StartSettings(bench.Database, bench.Configured).OfAdmins(HubBench.Page));
    }
}
