using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.Sdk.Testing.Tests;

public sealed class PluginUnderTestTests : IAsyncLifetime
{
    private PluginUnderTest _plugin = null!; // set before any test runs

    public async Task InitializeAsync() => _plugin = await PluginUnderTest.StartAsync<SamplePlugin>();

    public async Task DisposeAsync() => await _plugin.DisposeAsync();

    [Fact]
    public async Task Publish_Sample_IsHandledRecordedAndOnTheBus()
    {
        await _plugin.PublishAsync("meter", ("power_watt", 42.5));

        Assert.Equal(1, _plugin.Get<SamplePlugin.Counter>().Count);
        Assert.Equal((MetricValue)42.5, _plugin.Readings.Latest("meter").Single().Value);
        Assert.Equal("pihub/meter/state", _plugin.Bus.Published.Single().Topic);
        Assert.Equal([1], _plugin.Events.Select(sent => sent.GetInt32()));
        Assert.Equal("sample", _plugin.Pages.Single().Id);
    }

    [Fact]
    public async Task Publish_HandlerThatThrows_ReachesTheTestAndTheLog_AndTheNextIsHandled()
    {
        await Assert.ThrowsAsync<AggregateException>(() => _plugin.PublishAsync("bad", ("a", 1)));
        await _plugin.PublishAsync("good", ("a", 1));

        Assert.IsType<InvalidOperationException>(_plugin.Log.Errors.Single().Exception);
        Assert.Equal(1, _plugin.Get<SamplePlugin.Counter>().Count);
    }

    [Theory]
    [InlineData("pihub/meter/state", "[1]")]
    [InlineData("pihub/METER/state", """{"a":1}""")]
    public async Task Publish_WhatIsNoSample_IsRefused(string topic, string payload)
    {
        var message = new BusMessage { Topic = topic, Payload = System.Text.Encoding.UTF8.GetBytes(payload) };
        await Assert.ThrowsAsync<BusRejectedException>(() => _plugin.PublishAsync(message));
        Assert.Empty(_plugin.Bus.Published);
    }

    [Fact]
    public async Task Bus_OfThePlugin_KeepsToTheManifest()
    {
        IBus bus = _plugin.Get<IBus>();
        var foreign = new BusMessage { Topic = "pihub/meter/state", Payload = default };
        await Assert.ThrowsAsync<BusRejectedException>(async () => await bus.PublishAsync(foreign, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => bus.Subscribe("other/#", (_, _) => ValueTask.CompletedTask));
        var sample = new Sample { Device = "meter", Time = _plugin.Time.GetUtcNow(), Metrics = new Dictionary<string, MetricValue> { ["a"] = 1 } };
        IReadings readings = _plugin.Get<IReadings>();
        await Assert.ThrowsAsync<BusRejectedException>(async () => await readings.AppendAsync(sample, CancellationToken.None));

        await readings.AppendAsync(sample with { Device = "sample" }, CancellationToken.None);
        await _plugin.SettleAsync();
        Assert.Equal(1, _plugin.Get<SamplePlugin.Counter>().Count);
    }

    [Fact]
    public async Task Retained_Message_ReachesLaterSubscribers_UntilItIsDeleted()
    {
        var kept = new BusMessage { Topic = "house/door", Payload = "open"u8.ToArray(), Retain = true };
        await _plugin.PublishAsync(kept);
        List<bool> heard = [];
        await using (_plugin.Bus.Subscribe("house/#", (message, _) => { heard.Add(message.Retain); return ValueTask.CompletedTask; }))
        {
            await _plugin.PublishAsync(kept);
        }

        await _plugin.PublishAsync(kept with { Payload = default });
        await using IAsyncDisposable late = _plugin.Bus.Subscribe("#", (_, _) => { heard.Add(false); return ValueTask.CompletedTask; });
        await _plugin.SettleAsync();

        Assert.Equal([true, false], heard);
        Assert.Equal(["open", "open", ""], _plugin.Get<Greeter>().Heard);
    }

    [Fact]
    public async Task BackgroundService_RunsOnTheClock_AndEndsWithThePlugin()
    {
        Greeter greeter = _plugin.Get<Greeter>();
        await _plugin.Time.WaiterAsync(wait => wait <= TimeSpan.FromMinutes(1));
        var greeted = new TaskCompletionSource();
        await using IAsyncDisposable hello = _plugin.Bus.Subscribe("pihub/sample/hello", (_, _) =>
        {
            greeted.SetResult();
            return ValueTask.CompletedTask;
        });
        await _plugin.AdvanceAsync(TimeSpan.FromMinutes(1));
        await greeted.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await _plugin.DisposeAsync();
        Assert.True(greeter.HasEnded);
    }

    [Fact]
    public async Task Jobs_RunByHandAndWhenDue()
    {
        await _plugin.RunJobAsync("note-at-five");
        Assert.Equal((1, "writing"), _plugin.JobProgress);
        await _plugin.AdvanceAsync(TimeSpan.FromMinutes(150));

        Assert.Equal(["12:00", "13:00", "14:00"], NoteJob.Read(_plugin.Get<IPluginDatabase>()));
        await Assert.ThrowsAsync<ArgumentException>(() => _plugin.RunJobAsync("other"));
    }

    [Fact]
    public async Task Database_InAFolderOfTheTest_OutlivesThePlugin()
    {
        string folder = Directory.CreateTempSubdirectory("pihub-").FullName;
        await using (PluginUnderTest first = await PluginUnderTest.StartAsync<SamplePlugin>(options => options.DataFolder = folder))
        {
            await first.RunJobAsync("note");
        }

        await using (PluginUnderTest second = await PluginUnderTest.StartAsync<SamplePlugin>(options => options.DataFolder = folder))
        {
            Assert.Equal(["12:00"], NoteJob.Read(second.Get<IPluginDatabase>()));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Settings_ChangeWhileItRuns_AndWrongOnesNeverArrive()
    {
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<SamplePlugin>(
            options => options.WithSettings(new SampleSettings { Limit = 1 }));
        await plugin.PublishAsync("meter", ("a", 1));
        await plugin.PublishAsync("meter", ("a", 2));
        Assert.Equal(1, plugin.Get<SamplePlugin.Counter>().Count);

        plugin.Change(new SampleSettings { Limit = 5 });
        await plugin.PublishAsync("meter", ("a", 3));
        Assert.Equal(2, plugin.Get<SamplePlugin.Counter>().Count);
        Assert.Throws<ValidationException>(() => plugin.Change(new SampleSettings { Limit = 0 }));
        Assert.Throws<InvalidOperationException>(() => plugin.Change(new List<int>()));
        Assert.Contains(plugin.Log.Entries, entry => entry.Text == "Counting to 1.");
    }

    [Fact]
    public async Task Http_ToOtherHosts_IsAnsweredByTheTest_WhereTheManifestGrantsIt()
    {
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<SamplePlugin>(options => options.WithHttp(
            request => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"from {request.RequestUri?.Host}") }));

        foreach (string host in new[] { "example.com", "a.example.org", "192.168.1.7", "[fe80::1]", "127.0.0.1", "exact.example.net:8080", "9.9.9.9" })
        {
            Assert.Equal($"from {host.Split(":8")[0]}", await plugin.Http.GetStringAsync($"fetch?address=http://{host}/"));
        }

        foreach (string host in new[] { "example.net", "example.org", "8.8.8.8", "exact.example.net", "10.example.net" })
        {
            using HttpResponseMessage refused = await plugin.Http.GetAsync($"fetch?address=http://{host}/");
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Device_WithItsSimulatedPort_DescribesSamplesAndObeys()
    {
        await using TestDevice device = _plugin.StartDevice("thermometer", """{"port":"simulated:thermometer"}""");
        Sample first = await device.NextSampleAsync();
        await _plugin.Time.WaiterAsync(wait => wait == TimeSpan.FromMinutes(1));
        await _plugin.AdvanceAsync(TimeSpan.FromMinutes(1));
        Sample second = await device.NextSampleAsync();

        Assert.Equal(20, first.Metrics["temperature"].Number);
        Assert.Equal(TimeSpan.FromMinutes(1), second.Time - first.Time);
        Assert.Equal("°C", device.Descriptor?.Metrics.Single().Unit);
        Assert.Equal("stop done", await device.SendAsync("stop"));
        await _plugin.SettleAsync();
        Assert.Equal(2, _plugin.Get<SamplePlugin.Counter>().Count);
    }

    [Theory]
    [InlineData("spi:0.0", 101, "on fire")]
    [InlineData("spi:0.1", 20, "may not open the port")]
    [InlineData("simulated:none", 20, "There is no port")]
    public async Task Device_ThatFails_TellsWhy_AndItsPortIsDisposed(string port, byte celsius, string reason)
    {
        var thermometer = new Thermometer { Celsius = celsius };
        await using PluginUnderTest plugin = await PluginUnderTest.StartAsync<SamplePlugin>(
            options => options.WithPort("spi:0.0", () => thermometer).WithPort("spi:0.1", () => thermometer));
        await using TestDevice device = plugin.StartDevice("thermometer", JsonSerializer.Serialize(new Dictionary<string, string> { ["port"] = port }));

        DeviceFaultException fault = await Assert.ThrowsAsync<DeviceFaultException>(() => device.NextSampleAsync());
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Equal(port == "spi:0.0", thermometer.IsDisposed);
    }

    [Theory]
    [InlineData("count/nothing", HttpStatusCode.NotFound)]
    [InlineData("throw", HttpStatusCode.InternalServerError)]
    [InlineData("/count", HttpStatusCode.NotFound)]
    public async Task Http_WithoutAnAnswer_IsAProblem(string route, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _plugin.Http.GetAsync(route);

        Assert.Equal(expected, response.StatusCode);
        JsonNode? problem = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.DoesNotContain("secret", (string?)problem?["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADeclarationThatTheManifestDoesNotGrant_Throws()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => PluginUnderTest.StartAsync<GreedyPlugin>());
        Assert.Contains("'sample' may not subscribe to '#'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "plugin.json is missing")]
    [InlineData("", "not valid")]
    [InlineData("""{"id":"bare","name":"Bare","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"Bare.dll","misspelled":1}""", "misspelled")]
    [InlineData("""{"$schema":"x","id":"bare","name":"Bare","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"Bare.dll"}""", null)]
    public async Task Start_WithAManifestOfItsOwn_ReadsItAsTheHubDoes(string? manifest, string? mistake)
    {
        string folder = Directory.CreateTempSubdirectory("pihub-").FullName;
        if (manifest is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "plugin.json"), manifest);
        }

        Task<PluginUnderTest> start = PluginUnderTest.StartAsync<EmptyPlugin>(options => options.Folder = folder);
        if (mistake is null)
        {
            await using PluginUnderTest plugin = await start;
            Assert.Equal("bare", plugin.Manifest.Id);
            Assert.Empty(plugin.Manifest.Permissions.Publish);
        }
        else
        {
            Assert.Contains(mistake, (await Assert.ThrowsAsync<InvalidOperationException>(() => start)).Message, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    public sealed class EmptyPlugin : IPlugin
    {
        public void Configure(IPluginBuilder plugin)
        {
            // Nothing is a plugin too.
        }
    }

    public sealed class GreedyPlugin : IPlugin
    {
        public void Configure(IPluginBuilder plugin) => plugin.AddSampleHandler<SamplePlugin.Counter>("#");
    }
}
