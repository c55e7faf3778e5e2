using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Readings;

public sealed class ExchangeTests(ReadingsApiHost host) : IClassFixture<ReadingsApiHost>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly MetricValue[] Values =
    [
        0.0, -0.0, 42.5, -1e-310, 5e-324, double.MaxValue, double.MinValue, Math.PI, 9007199254740993.0, true, false, "", "on", "äöü €", "𝄞",
        "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r\nx", "'quoted", "a,b", "say \"hi\"", "two\nlines", "ends with \r", "1", "true", " spaced ", "\uFFFD",
    ];

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("jsonl", "application/x-ndjson")]
    public async Task Export_Imported_GivesTheSameBitsBack(string format, string type)
    {
        string device = $"origin-{format}";
        for (int i = 0; i < Values.Length; i++)
        {
            await host.AddAsync(device, "x.y", Start.AddMilliseconds(i), Values[i], (ReadingQuality)(i % 4));
        }

        using HttpResponseMessage exported = await host.SendAsync(
            Role.Viewer, HttpMethod.Get, $"/export?device={device}&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&format={format}");
        string file = await exported.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, type), (exported.StatusCode, exported.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            $"{device}_20260101T000000Z_20260102T000000Z_raw.{format}", exported.Content.Headers.ContentDisposition?.FileName?.Trim('"'));

        string copy = file.Replace(device, $"copy-{format}", StringComparison.Ordinal);
        for (int round = 0; round < 2; round++)
        {
            JsonNode summary = await host.ImportAsync(copy, type);
            Assert.Equal($$"""{"imported":{{Values.Length}},"refused":0,"errors":[]}""", summary.ToJsonString());
        }

        ReadingSeries kept = await host.Store.QueryAsync(
            new ReadingQuery { Device = $"copy-{format}", Metric = "x.y", From = Start, To = Start.AddDays(1) }, CancellationToken.None);
        Assert.Equal(
            Values.Select((value, i) => (Start.AddMilliseconds(i), value, BitConverter.DoubleToInt64Bits(value.Number ?? 0), (ReadingQuality)(i % 4))),
            kept.Points.Select(point => (point.Time, point.Value, BitConverter.DoubleToInt64Bits(point.Value.Number ?? 0), point.Quality)));
    }

    [Fact]
    public async Task Export_Csv_HasNoFormulas()
    {
        await host.AddAsync("sheet", "text", Start, "=cmd|' /C calc'!A0");
        using HttpResponseMessage exported = await host.SendAsync(
            Role.Viewer, HttpMethod.Get, "/export?series=sheet/text&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
        Assert.Equal(
            "time,device,metric,kind,value,quality\r\n2026-01-01T00:00:00.000Z,sheet,text,text,'=cmd|' /C calc'!A0,good\r\n",
            await exported.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Export_ManyReadingsOfSeveralSeries_AreAllThere()
    {
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => host.AddAsync("many", i % 2 == 0 ? "a" : "b", Start.AddMilliseconds(i), i)));
        using HttpResponseMessage exported = await host.SendAsync(
            Role.Viewer, HttpMethod.Get, "/export?device=many&series=many/a&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&format=jsonl");
        string[] lines = (await exported.Content.ReadAsStringAsync()).TrimEnd().Split('\n');
        Assert.Equal((5_000, 5_000), (lines.Length, lines.Distinct().Count()));
    }

    [Fact]
    public async Task Export_Level_GivesBucketsAndIsRefusedByTheImport()
    {
        await host.AddAsync("level", "p_total", Start, 2);
        await host.AddAsync("level", "p_total", Start.AddSeconds(1), 5);
        using HttpResponseMessage exported = await host.SendAsync(
            Role.Viewer, HttpMethod.Get, "/export?series=level/p_total&level=1h&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
        string file = await exported.Content.ReadAsStringAsync();
        Assert.Equal(
            "time,device,metric,count,min,max,mean,first,last,increase\r\n2026-01-01T00:00:00.000Z,level,p_total,2,2,5,3.5,2,5,3\r\n", file);
        JsonNode problem = await host.ImportAsync(file, "text/csv", HttpStatusCode.BadRequest);
        Assert.Contains("only raw ones can be imported", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BadLines_AreNamedAndTheOthersRecorded()
    {
        const string file = """
            device,metric,value,time
            good,a,1,2026-01-01T00:00:00Z
            good,a,2,yesterday
            Bad Device,a,3,2026-01-01T00:00:00Z
            good,a
            good,a,"4,2026-01-01T00:00:01Z
            good,a,5,2026-01-01T00:00:02+01:00

            good,a,"6
            7",2026-01-01T00:00:03Z
            good,,8,2026-01-01T00:00:04Z
            good,a,9,1969-12-31T23:59:59Z
            """;
        JsonNode summary = await host.ImportAsync(file, "text/csv; charset=utf-8");
        Assert.Equal((3, 6), ((int?)summary["imported"], (int?)summary["refused"]));
        Assert.Equal([3, 4, 5, 6, 11, 12], summary["errors"]?.AsArray().Select(error => (int?)error?["line"] ?? 0) ?? []);
        Assert.All(summary["errors"]?.AsArray() ?? [], error => Assert.NotEmpty((string?)error?["reason"] ?? ""));
    }

    [Fact]
    public async Task Import_BadJsonLines_AreNamedAndTheOthersRecorded()
    {
        string file = """
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a","value":1}
            {"time":1767225600001,"device":"json","metric":"a","value":true,"further":"not read"}
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a"}
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a","value":{}}
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a","value":1e999}
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a","value":1,"quality":"superb"}
            [1]
            {"time":"2026-01-01T00:00:00Z","device":"json","metric":"a","value":"\ud800"}
            {"device"

            """ + $$"""{"device":"{{new string('x', 70_000)}}"}""" + "\n" + """{"time":"2026-01-01T00:00:09Z","device":"json","metric":"a","value":9}""";
        JsonNode summary = await host.ImportAsync(file, "application/x-ndjson");
        Assert.Equal((3, 8), ((int?)summary["imported"], (int?)summary["refused"]));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], summary["errors"]?.AsArray().Select(error => (int?)error?["line"] ?? 0) ?? []);
    }

    [Fact]
    public async Task Import_ManyBadLines_NamesTheFirstHundred()
    {
        JsonNode summary = await host.ImportAsync("time,device,metric,value\n" + string.Concat(Enumerable.Repeat("x\n", 250)), "text/csv");
        Assert.Equal((250, 100), ((int?)summary["refused"], summary["errors"]?.AsArray().Count));
    }

    [Fact]
    public async Task Import_OtherContent_IsRefused()
    {
        await host.ImportAsync("{}", "application/json", HttpStatusCode.UnsupportedMediaType);
        await host.ImportAsync("some,thing\n1,2\n", "text/csv", HttpStatusCode.BadRequest);
        JsonNode problem = await host.ImportAsync(new string(' ', 1_100_000), "application/x-ndjson", HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("1 MiB at most", (string?)problem["detail"], StringComparison.Ordinal);
    }
}
