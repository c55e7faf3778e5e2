using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;
using PiHub.Recorder;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class SystemEndpointsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Get_TellsMachineProcessStorageAndWriteBudget()
    {
        host.Storage.Storage = new StorageResponse
        {
            State = RecorderState.Failing,
            Message = "The disk is full. Free some space on it.",
            Since = new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero),
            Engine = "blocks",
            ReadingsWritten = 12,
            BytesOnDisk = 34_000,
            Disk = new DiskResponse(1_000, 30_000) { Warning = "Only 1 kB is free.", FullInSeconds = 3_600 },
            Retention = [new RetentionRuleResponse("*/*", 86_400, 90, 91, DaySeconds: null)],
            Damages = [new DamageResponse(new DateTimeOffset(2026, 3, 8, 11, 0, 0, TimeSpan.Zero), "blocks/00000001.blocks", "meter power, 4,096 readings")],
            Export = new ExportStateResponse("http://nas:8086", "waiting", "no route.", 5, 1, 0, 60, null),
        };

        JsonNode system = await host.GetAsync("/api/system");

        JsonNode storage = Part(system, "storage");
        Assert.Equal("failing", (string?)storage["state"]);
        Assert.Equal("2026-03-08T12:00:00.000Z", (string?)storage["since"]);
        Assert.Equal("Only 1 kB is free.", (string?)storage["disk"]?["warning"]);
        Assert.Equal(86_400, (double?)storage["retention"]?[0]?["raw_s"]);
        Assert.Null(storage["retention"]?[0]?["day_s"]);
        Assert.Equal(3_600, (double?)storage["disk"]?["full_in_s"]);
        Assert.Equal("meter power, 4,096 readings", (string?)storage["damages"]?[0]?["lost"]);
        Assert.Equal(60, (long?)storage["export"]?["lag"]);
        Assert.True((long?)Part(system, "process")["memory_bytes"] > 1_000_000);
        Assert.True((long?)Part(system, "process")["heap_committed_bytes"] >= 0);
        Assert.Equal("Garden", (string?)system["plugins"]?[0]?["name"]);
        Assert.StartsWith("3.", (string?)system["sqlite"], StringComparison.Ordinal);
        Assert.True(Part(system, "service").AsObject().ContainsKey("watchdog_s"));
        Assert.True((int?)Part(system, "machine")["processors"] >= 1);
        Assert.Null(Part(system, "write_budget")["last_hour"]?["recorder_bytes"]);
        Assert.True((double?)Part(system, "write_budget")["since_start"]?["covered_s"] >= 0);
        Assert.False(string.IsNullOrEmpty((string?)system["version"]));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Role.Device, HttpStatusCode.Forbidden)]
    [InlineData(Role.Viewer, HttpStatusCode.OK)]
    public async Task Get_NeedsAViewer(Role? role, HttpStatusCode expected)
    {
        (HttpStatusCode status, _) = await host.AskAsync(HttpMethod.Get, "/api/system", role);
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData(Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData(Role.Installer, HttpStatusCode.OK)]
    public async Task Network_NeedsAnInstaller(Role role, HttpStatusCode expected)
    {
        (HttpStatusCode status, _) = await host.AskAsync(HttpMethod.Get, "/api/system/network", role);
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Role.Installer, HttpStatusCode.Forbidden)]
    public async Task Diagnostics_NeedAnAdmin(Role? role, HttpStatusCode expected)
    {
        (HttpStatusCode status, _) = await host.AskAsync(HttpMethod.Get, "/api/system/diagnostics", role);
        Assert.Equal(expected, status);
    }

    private static JsonNode Part(JsonNode system, string name) => system[name] ?? throw new InvalidOperationException($"There is no {name}.");
}
