using System.Text.Json;
using PiHub.Sdk.Settings;
using PiHub.Settings.Layers;

namespace PiHub.Settings.Tests;

public sealed class HubSettingsTests
{
    [Fact]
    public async Task Sources_WinOneOverTheOther_AndAreTold()
    {
        await using var bench = new HubBench();
        bench.File["Radio:MaximumPower"] = "20";
        bench.File["Radio:Weather"] = "Sun";
        bench.Environment["Radio:MaximumPower"] = "30";
        bench.CommandLine["Radio:MaximumPower"] = "40";
        bench.Environment["Radio:WakeUp"] = "00:00:30";
        await bench.RestartAsync();

        Assert.Equal((40, Weather.Sun, TimeSpan.FromSeconds(30)), (bench.Radio.Current.MaximumPower, bench.Radio.Current.Weather, bench.Radio.Current.WakeUp));
        Assert.Equal(SettingSource.CommandLine, bench.Now.Sources["maximum_power"]);
        Assert.Equal(SettingSource.File, bench.Now.Sources["weather"]);

        bench.Put("""{"maximum_power":50}""");

        Assert.Equal((50, SettingSource.Admin), (bench.Radio.Current.MaximumPower, bench.Now.Sources["maximum_power"]));
        Assert.Equal(SettingSource.CommandLine, bench.Now.Beneath["maximum_power"].Source);
    }

    [Fact]
    public async Task Change_IsLive_AndSurvivesARestart()
    {
        await using var bench = new HubBench();
        var told = new TaskCompletionSource<int>();
        using IDisposable following = bench.Radio.OnChange(changed => told.TrySetResult(changed.MaximumPower));

        Assert.Empty(bench.Put("""{"maximum_power":50,"key":"correct horse"}""").Errors);

        Assert.Equal(50, bench.Radio.Current.MaximumPower);
        Assert.Equal(50, await told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await bench.RestartAsync();
        Assert.Equal((50, "correct horse"), (bench.Radio.Current.MaximumPower, bench.Radio.Current.Key.Reveal()));
        Assert.Null(bench.Now.Values["key"]);
    }

    [Fact]
    public async Task Change_OfWhatIsReadAtStart_WaitsForTheRestart()
    {
        await using var bench = new HubBench();
        ISettings<RadioSettings> radio = bench.Radio;

        bench.Put("""{"port":8883,"wake_up":"PT5M","maximum_power":50}""");

        Assert.Equal((50, (int?)null, TimeSpan.FromMinutes(1)), (radio.Current.MaximumPower, radio.Current.Port, radio.Current.WakeUp));
        Assert.Equal(["port", "wake_up"], bench.Now.NeedsRestart.Order(StringComparer.Ordinal));
        Assert.Equal("8883", bench.Now.Values["port"]?.ToJsonString());
        bench.Put("""{"wake_up":null}""");
        Assert.Equal(["port"], bench.Now.NeedsRestart);

        await bench.RestartAsync();

        Assert.Equal((8883, TimeSpan.FromMinutes(1)), (bench.Radio.Current.Port, bench.Radio.Current.WakeUp));
        Assert.Empty(bench.Now.NeedsRestart);
    }

    [Fact]
    public async Task Change_ThatTheRulesRefuse_IsNotStored()
    {
        await using var bench = new HubBench();

        Assert.Equal(["maximum_power"], bench.Put("""{"maximum_power":500}""").Errors.Keys);

        Assert.Equal(10, bench.Radio.Current.MaximumPower);
        Assert.Null(bench.Settings.Change("nothing", JsonElement.Parse("{}")));
    }

    [Fact]
    public async Task PageAndPlugin_OfTheSameId_KeepTheirOwnValues()
    {
        await using var bench = new HubBench();
        bench.Put("""{"maximum_power":50}""");

        Assert.Null(bench.Store.Find(SettingsOwner.Plugin(HubBench.Page.Id)));
        Assert.Empty(bench.Store.KnownPlugins());
    }
}
