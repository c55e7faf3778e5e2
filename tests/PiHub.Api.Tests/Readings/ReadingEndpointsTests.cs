using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.Readings;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Readings;

public sealed class ReadingEndpointsTests(ReadingsApiHost host) : IClassFixture<ReadingsApiHost>
{
    private const string Range = "from=2026-01-01T00:00:00Z&to=2026-01-01T02:00:00Z";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Range_RawWithGapsAndQuality_TellsBoth()
    {
        await host.AddAsync("clocked", "power", Start, 1);
        await host.AddAsync("clocked", "power", Start.AddSeconds(1), 2, ReadingQuality.TimeCorrected);
        await host.AddAsync("clocked", "power", Start.AddSeconds(2), 3);

        JsonNode answer = await host.GetAsync($"?device=clocked&metric=power&{Range}&points=100");

        Assert.Equal(
            """[{"time":"2026-01-01T00:00:00.000Z","value":1},{"time":"2026-01-01T00:00:01.000Z","value":2,"quality":"time_corrected"},{"time":"2026-01-01T00:00:02.000Z","value":3}]""",
            answer["points"]?.ToJsonString());
        Assert.Equal("""[{"from":"2026-01-01T00:00:02.000Z","to":"2026-01-01T02:00:00.000Z"}]""", answer["gaps"]?.ToJsonString());
    }

    [Fact]
    public async Task Range_CounterInBuckets_TellsIncrease()
    {
        for (int minute = 0; minute < 120; minute++)
        {
            await host.AddAsync("plug", "energy_total", Start.AddMinutes(minute), minute * 2);
            await host.AddAsync("plug", "power", Start.AddMinutes(minute), 7);
        }

        JsonNode counter = await host.GetAsync($"?device=plug&metric=energy_total&{Range}&level=1h");
        Assert.Equal([118.0, 120.0], counter["points"]?.AsArray().Select(point => (double?)point?["increase"] ?? 0) ?? []);
        Assert.Empty(counter["gaps"]?.AsArray() ?? [null]);
        JsonNode power = await host.GetAsync($"?device=plug&metric=power&{Range}&level=1h");
        Assert.DoesNotContain("increase", power.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aligned_TwoSeries_AnswersInOrder()
    {
        for (int minute = 0; minute < 120; minute++)
        {
            await host.AddAsync("pair", "a", Start.AddMinutes(minute), minute);
            await host.AddAsync("pair", "b_total", Start.AddMinutes(minute), minute);
        }

        JsonNode answer = await host.GetAsync($"/aligned?series=pair/b_total&series=pair/a&{Range}&points=4");

        Assert.Equal(("1m", 1800.0), ((string?)answer["level"], (double?)answer["bucket_s"]));
        JsonArray series = answer["series"]?.AsArray() ?? [];
        Assert.Equal(["b_total", "a"], series.Select(one => (string?)one?["metric"]));
        Assert.Equal([4, 4], series.Select(one => one?["points"]?.AsArray().Count ?? 0));
        Assert.Equal("measurement", (string?)series[1]?["kind"]);
        Assert.Equal(30, (double?)series[0]?["points"]?[1]?["increase"]);
        Assert.Null(series[1]?["points"]?[1]?["increase"]);
    }

    [Theory]
    [InlineData("/aligned", "from,points,series")]
    [InlineData("/aligned?series=nothing&series=Bad/x&from=2026-01-01T00:00:00Z&points=1&level=2h", "level,points,series")]
    [InlineData("/aligned?series=a/b&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&level=1m", "level")]
    [InlineData("/aligned?series=a/b&from=2020-01-01T00:00:00Z&points=2&level=1d", "points")]
    [InlineData("/aligned?series=a/b&from=2020-01-01T00:00:00Z&level=raw", "level")]
    [InlineData("/statistics?to=soon", "device,from,metric,to")]
    [InlineData("/export?format=xml&level=2h&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "format,level,series,to")]
    [InlineData("/export?device=Not%20a%20device&from=2026-01-02T00:00:00Z", "device")]
    public async Task AnyRoute_BadParameters_AreAllNamedAtOnce(string path, string names)
    {
        JsonNode problem = await host.GetAsync(path, HttpStatusCode.BadRequest);
        Assert.Equal(names, string.Join(',', problem["errors"]?.AsObject().Select(error => error.Key).Order().ToArray() ?? []));
    }

    [Fact]
    public async Task Statistics_PowerForAnHour_TellsItsEnergy()
    {
        for (int second = 0; second <= 3600; second++)
        {
            await host.AddAsync("heater", "power", Start.AddSeconds(second), 1000);
        }

        JsonNode answer = await host.GetAsync($"/statistics?device=heater&metric=power&{Range}");

        Assert.Equal(
            (3601, 1000.0, 1000.0, 1000.0), ((int?)answer["count"], (double?)answer["min"], (double?)answer["max"], (double?)answer["mean"]));
        Assert.Equal(1000.0, (double?)answer["unit_hours"] ?? 0, 6);
        Assert.Equal((3600.0, "h", 1), ((double?)answer["covered_s"], (string?)answer["integral_unit"], answer["gaps"]?.AsArray().Count));
        Assert.Null(answer["increase"]);
    }

    [Theory]
    [InlineData(null, "h")]
    [InlineData("W", "Wh")]
    [InlineData("kW", "kWh")]
    [InlineData("°C", "°C·h")]
    public void IntegralUnits_Unit_IsTimesHours(string? unit, string expected) => Assert.Equal(expected, IntegralUnits.Of(unit));

    [Theory]
    [InlineData(Role.Device, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Viewer, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Role.Installer, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Role.Admin, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task ExportAndImport_EachRole_MayWhatItMay(Role role, HttpStatusCode export, HttpStatusCode import)
    {
        using HttpResponseMessage exported = await host.SendAsync(role, HttpMethod.Get, $"/export?device=nobody&{Range}");
        Assert.Equal(export, exported.StatusCode);
        using HttpResponseMessage imported = await host.SendAsync(role, HttpMethod.Post, "/import", "", "application/x-ndjson");
        Assert.Equal(import, imported.StatusCode);
    }
}
