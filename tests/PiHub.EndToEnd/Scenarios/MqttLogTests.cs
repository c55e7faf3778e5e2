using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class MqttLogTests
{
    [Fact]
    public async Task ClientThatSendsTooMuch_IsWarnedOf_ByReasonAndItsPlainAddress()
    {
        using var data = new TemporaryFolder();
        string message = System.IO.Path.Combine(data.Path, "large");
        await File.WriteAllBytesAsync(message, new byte[2 << 20]);
        await using HubProcess hub = await HubProcess.StartAsync(data.Path, "--demo");

        ProgramRun run = await ProgramRun.RunAsync(
            "mosquitto_pub",
            ["-h", "127.0.0.1", "-p", $"{hub.MqttPort}", "-V", "mqttv311", "-i", "large", "-q", "1", "-t", "pihub/x/state", "-f", message]);

        Assert.NotEqual(0, run.ExitCode);
        (_, string log) = await hub.StopAsync();
        string warning = Assert.Single(log.Split('\n'), line => line.Contains("is larger than", StringComparison.Ordinal));
        Assert.Contains("warn:", warning, StringComparison.Ordinal);
        Assert.Contains("large", warning, StringComparison.Ordinal);
        Assert.Contains("connected from 127.0.0.1", log, StringComparison.Ordinal);
        Assert.DoesNotContain("::ffff:", log, StringComparison.Ordinal);
    }
}
