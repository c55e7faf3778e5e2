using System.Text.Json;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>Against Debian's VictoriaMetrics, over <c>/api/v2/write</c> and <c>/write</c>.</summary>
public sealed class VictoriaExportTests
{
    private const long Start = 1_767_225_600_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Numbers_CanBeAskedFor_WithTimeAndValue(int version)
    {
        await using ServerProcess server = ServerProcess.Victoria();
        await server.StartAsync();
        await using ExportBench bench = ExportBench.To(server, options =>
        {
            (options.Version, options.Organization, options.Bucket, options.Token) = (version, "us", "home", "any");
            options.Texts = false;
        });
        await bench.StartAsync();
        for (int i = 0; i < 500; i++)
        {
            await bench.AppendAsync(Start + (i * 1_000), ("power_watt", 0.25 * i), ("on", i % 2 == 0), ("state", "text"));
        }

        await bench.DrainedAsync();
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (Start + (i * 1_000L), 0.25 * i)), await ReadAsync(server, "pihub_power_watt"));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (Start + (i * 1_000L), (i + 1.0) % 2)), await ReadAsync(server, "pihub_on"));
        Assert.Empty(await ReadAsync(server, "pihub_state"));
        Assert.Equal(1_000, bench.Status.Sent);
    }

    [Fact]
    public async Task ServerKilledAndRestarted_NothingIsMissing()
    {
        await using ServerProcess server = ServerProcess.Victoria();
        await using ExportBench bench = ExportBench.To(server, options => (options.Version, options.Bucket) = (2, "home"));
        await bench.StartAsync();
        for (int i = 0; i < 500; i++)
        {
            await bench.AppendAsync(Start + i, ("n", i));
        }

        await ExportBench.UntilAsync(() => bench.Status.State == LineProtocolState.Retrying);
        await server.StartAsync();
        await bench.DrainedAsync();
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (Start + i, (double)i)), await ReadAsync(server, "pihub_n"));
        await server.KillAsync(); // what it took in its last seconds is its own affair
        await bench.AppendAsync(Start + 500, ("n", 500));
        await ExportBench.UntilAsync(() => bench.Status.State == LineProtocolState.Retrying);
        await server.StartAsync();
        await bench.DrainedAsync();

        Assert.Contains((Start + 500, 500.0), await ReadAsync(server, "pihub_n"));
    }

    private static async Task<IReadOnlyList<(long Time, double Value)>> ReadAsync(ServerProcess server, string name)
    {
        await server.Client.GetStringAsync("/internal/force_flush");
        string text = await server.Client.GetStringAsync($"/api/v1/export?match[]={Uri.EscapeDataString($"{name}{{device=\"meter\"}}")}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))
            .SelectMany(series => series.GetProperty("timestamps").EnumerateArray().Zip(
                series.GetProperty("values").EnumerateArray(), (time, value) => (time.GetInt64(), value.GetDouble())))
            .OrderBy(point => point.Item1)];
    }
}
