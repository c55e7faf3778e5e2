using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class MqttLogTests
{
    [Fact]
    public async Task ClientThatPublishesWithQoS2_IsWarnedOf_ByReasonAndItsPlainAddress()
    {
        using var data = new TemporaryFolder();
        await using HubProcess hub = await HubProcess.StartAsync(data.Path, "--demo");

        ProgramRun run = await ProgramRun.RunAsync(
            "mosquitto_pub",
            ["-h", "127.0.0.1", "-p", $"{hub.MqttPort}", "-V", "mqttv311", "-i", "twice", "-q", "2", "-t", "pihub/x/state", "-m", """{"a":1}"""]);

        Assert.NotEqual(0, run.ExitCode);
        (_, string log) = await hub.StopAsync();
        string warning = Assert.Single(log.Split('\n'), line => line.Contains("QoS 2 is not supported", StringComparison.Ordinal));
        Assert.Contains("warn:", warning, StringComparison.Ordinal);
        Assert.Contains("twice", warning, StringComparison.Ordinal);
        Assert.Contains("connected from 127.0.0.1", log, StringComparison.Ordinal);
        Assert.DoesNotContain("::ffff:", log, StringComparison.Ordinal);
    }
}
