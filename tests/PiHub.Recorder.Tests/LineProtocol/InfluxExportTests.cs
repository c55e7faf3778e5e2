using System.Globalization;
using System.Text.Json;
using PiHub.Recorder.LineProtocol;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>Against Debian's InfluxDB 1.6, over <c>/write</c>.</summary>
public sealed class InfluxExportTests
{
    private const long Start = 1_767_225_600_000;

    [Fact]
    public async Task AllKinds_CanBeAskedFor_WithTimeAndValue()
    {
        await using ServerProcess server = await StartAsync();
        await using ExportBench bench = ExportBench.To(server, options => options.Tags.Add("site", "old barn"));
        await bench.StartAsync();
        string text = "say \"hi\", a=b \\ c:\\temp\\ \n second line é 日 😀";
        (string, MetricValue)[] metrics =
        [
            ("l1.voltage_rms", 0.1 + 0.2), ("tiny", double.Epsilon), ("huge", -double.MaxValue), ("whole", 5), ("power-factor", -0.5),
            ("on", true), ("off", false), ("state", text), ("empty", ""),
        ];
        await bench.AppendAsync(Start + 7, metrics);
        await bench.DrainedAsync();

        JsonElement row = await QueryAsync(server, "SELECT * FROM pihub");
        Assert.Equal(Start + 7, row.GetProperty("time").GetInt64());
        Assert.Equal(("meter", "old barn"), (row.GetProperty("device").GetString(), row.GetProperty("site").GetString()));
        foreach ((string name, MetricValue value) in metrics)
        {
            JsonElement kept = row.GetProperty(name);
            MetricValue read = kept.ValueKind switch
            {
                JsonValueKind.String => kept.GetString() ?? "",
                JsonValueKind.Number => kept.GetDouble(),
                _ => kept.GetBoolean(),
            };
            Assert.Equal((name, value), (name, read));
        }

        Assert.Equal((metrics.Length, 0), (bench.Status.Sent, bench.Status.Refused));
    }

    [Fact]
    public async Task ServerKilledUnderLoad_AndHubRestarted_NothingIsMissingOrDouble()
    {
        const int Count = 3_000;
        await using ServerProcess server = ServerProcess.Influx();
        await using ExportBench bench = ExportBench.To(server, options => options.BatchLines = 100);
        await bench.StartAsync();
        await bench.AppendAsync(Start, ("n", 0.0)); // while there is no server
        await ExportBench.UntilAsync(() => bench.Status.State == LineProtocolState.Retrying);
        await server.StartAsync();
        await CreateDatabaseAsync(server);
        for (int i = 1; i < Count; i++)
        {
            await bench.AppendAsync(Start + i, ("n", i), ("on", i % 2 == 0));
            if (i % 1_000 == 500)
            {
                await ExportBench.UntilAsync(() => bench.Status.Sent > 0);
                await server.KillAsync();
            }
            else if (i == 1_800)
            {
                await bench.RestartAsync();
            }

            if (i % 1_000 == 900)
            {
                await server.StartAsync();
            }
        }

        await bench.DrainedAsync();
        JsonElement row = await QueryAsync(server, "SELECT count(n) AS n, sum(n) AS total, min(n) AS low FROM pihub");
        Assert.Equal(Count, row.GetProperty("n").GetInt32());
        Assert.Equal(Count * (Count - 1L) / 2, row.GetProperty("total").GetInt64());
        Assert.Equal(0, bench.Status.Missed);
    }

    [Fact]
    public async Task TypeConflict_DropsThatFieldOnly()
    {
        await using ServerProcess server = await StartAsync();
        await using ExportBench bench = ExportBench.To(server);
        await bench.StartAsync();
        await bench.AppendAsync(Start, ("a", 1.0), ("b", 1.0));
        await bench.DrainedAsync();
        for (int i = 1; i < 50; i++)
        {
            await bench.AppendAsync(Start + i, ("a", i == 20 ? "broken" : i), ("b", i));
        }

        await bench.DrainedAsync();
        JsonElement row = await QueryAsync(server, "SELECT count(a) AS a, count(b) AS b FROM pihub");
        Assert.Equal((49, 50), (row.GetProperty("a").GetInt32(), row.GetProperty("b").GetInt32()));
        Assert.Equal(1, bench.Status.Refused);
        Assert.Contains("field type conflict", bench.Status.LastRefused);
    }

    [Fact]
    public async Task BeyondTheRetentionPolicy_DropsThoseOnly()
    {
        await using ServerProcess server = await StartAsync();
        await PostAsync(server, "CREATE RETENTION POLICY short ON home DURATION 1d REPLICATION 1");
        await using ExportBench bench = ExportBench.To(server, options => options.RetentionPolicy = "short");
        await bench.StartAsync();
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await bench.AppendAsync(now - 86_400_000L * 90, ("a", 1.0));
        await bench.AppendAsync(now, ("a", 2.0));
        await bench.DrainedAsync();

        Assert.Equal(2, (await QueryAsync(server, "SELECT * FROM short.pihub")).GetProperty("a").GetInt32());
        Assert.Equal(1, bench.Status.Refused);
    }

    [Fact]
    public async Task DatabaseMissing_WaitsAndNamesTheRemedy()
    {
        await using ServerProcess server = await StartAsync();
        await using ExportBench bench = ExportBench.To(server, options => options.Database = "nowhere");
        await bench.StartAsync();
        await bench.AppendAsync(Start, ("a", 1.0));
        await ExportBench.UntilAsync(() => bench.Status.State == LineProtocolState.Denied);

        Assert.Contains("database not found", bench.Status.Message);
        Assert.Contains("Database", bench.Status.Message);
        Assert.Equal((1, 0, 0), (bench.Status.Lag, bench.Status.Sent, bench.Status.Refused));
    }

    [Theory]
    [InlineData("right horse", true)]
    [InlineData("wrong", false)]
    public async Task Password_FromAFile_IsUsed_AndNeverLogged(string password, bool isRight)
    {
        await using ServerProcess server = ServerProcess.Influx(withPassword: true);
        await server.StartAsync();
        await PostAsync(server, "CREATE USER hub WITH PASSWORD 'right horse' WITH ALL PRIVILEGES");
        await PostAsync(server, "CREATE DATABASE home", "&u=hub&p=right%20horse");
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, password + "\n");
        await using ExportBench bench = ExportBench.To(server, options => (options.User, options.PasswordFile) = ("hub", file));
        await bench.StartAsync();
        await bench.AppendAsync(Start, ("a", 1.0));
        await ExportBench.UntilAsync(() => bench.Status is { Sent: 1 } or { State: LineProtocolState.Denied });
        File.Delete(file);

        Assert.Equal(isRight ? LineProtocolState.Ok : LineProtocolState.Denied, bench.Status.State);
        Assert.DoesNotContain(password, bench.Status.Message + string.Concat(Enumerable.Range(70, 20).SelectMany(bench.Log.Messages)));
    }

    private static async Task<ServerProcess> StartAsync()
    {
        ServerProcess server = ServerProcess.Influx();
        await server.StartAsync();
        await CreateDatabaseAsync(server);
        return server;
    }

    private static Task CreateDatabaseAsync(ServerProcess server) => PostAsync(server, "CREATE DATABASE home");

    private static async Task PostAsync(ServerProcess server, string statement, string login = "")
    {
        using HttpResponseMessage response = await server.Client.PostAsync($"/query?q={Uri.EscapeDataString(statement)}{login}", content: null);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode && !answer.Contains("error", StringComparison.Ordinal), answer);
    }

    // The first row, by column.
    private static async Task<JsonElement> QueryAsync(ServerProcess server, string query)
    {
        string answer = await server.Client.GetStringAsync(
            string.Create(CultureInfo.InvariantCulture, $"/query?db=home&epoch=ms&q={Uri.EscapeDataString(query)}"));
        JsonElement series = JsonElement.Parse(answer).GetProperty("results")[0].GetProperty("series")[0];
        var row = new Dictionary<string, JsonElement>();
        foreach ((JsonElement name, JsonElement value) in series.GetProperty("columns").EnumerateArray()
            .Zip(series.GetProperty("values")[0].EnumerateArray()))
        {
            row.Add(name.GetString() ?? "", value);
        }

        return JsonSerializer.SerializeToElement(row);
    }
}
