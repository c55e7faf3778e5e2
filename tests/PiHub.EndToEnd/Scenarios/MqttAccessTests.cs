using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

/// <summary>Topic rules and TLS of a whole hub, with a foreign client.</summary>
public sealed class MqttAccessTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task ClosedTopic_InDemoMode_IsRefusedWith128AndWithheld(string version)
    {
        string config = Path.Combine(_data.Path, "closed.json");
        await File.WriteAllTextAsync(config, """{"Mqtt":{"Acl":[{"Topic":"test/nosubscribe","Access":"subscribe","Effect":"deny"}]}}""");
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--demo", "--config", config);
        string[] common = ["-p", $"{hub.MqttPort}", "-V", version];

        ProgramRun refused = await ProgramRun.RunAsync("mosquitto_sub", [.. common, "-t", "test/nosubscribe", "-d"]);
        Assert.Contains("Subscribed (mid: 1): 128", refused.Output, StringComparison.Ordinal);

        foreach ((string topic, string payload) in new[] { ("test/nosubscribe", "hidden"), ("test/other", "shown") })
        {
            ProgramRun published = await ProgramRun.RunAsync("mosquitto_pub", [.. common, "-t", topic, "-m", payload, "-q", "1", "-r"]);
            Assert.True(published.ExitCode == 0, published.Error);
        }

        ProgramRun received = await ProgramRun.RunAsync("mosquitto_sub", [.. common, "-t", "test/#", "-C", "1", "-W", "10"]);
        Assert.Equal("shown", received.Output.Trim());
    }

    [Fact]
    public async Task MqttsPort_OnTheCommandLine_ServesTlsAndShowsTheCertificateInHealth()
    {
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--mqtts", "0", "--demo");
        await hub.SignInAsync();
        JsonNode? check = (await hub.GetAsync("/api/health"))["checks"]?.AsArray().Single(check => (string?)check?["name"] == "certificate");
        Assert.Equal("ok", (string?)check?["status"]);

        (_, string log) = await hub.StopAsync();

        Assert.Matches("MQTT over TLS on port [0-9]+ with the certificate", log);
        Assert.True(File.Exists(Path.Combine(_data.Path, "tls", "server.crt")));
    }

    [Fact]
    public async Task BadCertificateFile_SaysSoInOneLine_AndExits1()
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "/usr/bin/env",
            ["PIHUB__Tls__CertificateFile=/nowhere.crt", Artifacts.Executable, "run", "--data", _data.Path, "--http", "0", "--mqtt", "0", "--mqtts", "0"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'/nowhere.crt' does not exist", run.Error.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadRules_AreNamedAllAtOnce_AndTheHubDoesNotStart()
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "/usr/bin/env",
            [
                "PIHUB__Mqtt__Acl__0__Topic=a/#/b", "PIHUB__Mqtt__Acl__0__Effect=deny", "PIHUB__Mqtt__Acl__1__Topic=a",
                Artifacts.Executable, "run", "--data", _data.Path, "--http", "0", "--mqtt", "0",
            ]);

        Assert.Equal(1, run.ExitCode);
        string line = run.Error.Trim().Split('\n')[^1];
        Assert.Contains("Mqtt:Acl:0:Topic 'a/#/b'", line, StringComparison.Ordinal);
        Assert.Contains("Mqtt:Acl:1:Effect is missing", line, StringComparison.Ordinal);
    }
}
