using System.Net;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Tests.Hazards;

public sealed class PermissionHazardTests
{
    [Theory]
    [InlineData("reaching", "subscribe?filter=pihub/secret/state", PermissionKind.Subscribe, "subscribe to 'pihub/secret/state'")]
    [InlineData("reaching", "open?port=spi:0.0", PermissionKind.Hardware, "open the port 'spi:0.0'")]
    [InlineData("reaching", "open?port=simulated:probe", PermissionKind.Hardware, "open the port 'simulated:probe'")]
    [InlineData("probe", "publish/meter", PermissionKind.Publish, "publish to 'pihub/meter/state'")]
    [InlineData("probe", "append/meter", PermissionKind.Record, "record samples of 'meter'")]
    public async Task WhatTheManifestDoesNotGrant_IsRefused_Counted_AndReported(
        string plugin, string route, PermissionKind kind, string attempt)
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching", "Probe");

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage response = await host.Http.PostAsync($"/api/{plugin}/{route}", content: null);
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        }

        PluginViolation violation = Assert.Single(host.Of(plugin).Usage.Violations);
        Assert.Equal((kind, $"it tried to {attempt}, which its manifest does not grant", 2), (violation.Kind, violation.Text, violation.Count));
        Assert.Equal(violation.Text, host.TroublesOf(plugin));
    }

    [Fact]
    public async Task Violation_IsForgivenAfterTenMinutes_AndStillCounted()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");
        using HttpResponseMessage response = await host.Http.PostAsync("/api/reaching/open?port=spi:0.0", content: null);
        PluginViolation violation = Assert.Single(host.Of("reaching").Usage.Violations);

        host.Watch.Look(violation.LastAt.AddMinutes(9));
        Assert.NotEmpty(host.TroublesOf("reaching"));
        host.Watch.Look(violation.LastAt.AddMinutes(10));

        Assert.Empty(host.TroublesOf("reaching"));
        Assert.Single(host.Of("reaching").Usage.Violations);
    }

    [Fact]
    public async Task Violations_OutliveARestartOfThePlugin()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");
        using HttpResponseMessage response = await host.Http.PostAsync("/api/reaching/open?port=spi:0.0", content: null);

        await host.Registry.DisableAsync("reaching");
        await host.Registry.EnableAsync("reaching");
        host.Watch.Look(TimeProvider.System.GetUtcNow());

        Assert.Equal(1, Assert.Single(host.Of("reaching").Usage.Violations).Count);
        Assert.Contains("spi:0.0", host.TroublesOf("reaching"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnSimulation_NeedsNoGrant()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");

        using HttpResponseMessage response = await host.Http.PostAsync("/api/reaching/open?port=simulated:reaching", content: null);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(host.Of("reaching").Usage.Violations);
    }

    [Theory]
    [InlineData("simulated:*", HttpStatusCode.NoContent)]
    [InlineData("simulated:probe", HttpStatusCode.NoContent)]
    [InlineData("simulated:prob", HttpStatusCode.InternalServerError)]
    [InlineData("spi:*", HttpStatusCode.InternalServerError)]
    public async Task PortOfAnotherPlugin_NeedsAGrant(string grant, HttpStatusCode expected)
    {
        await using TestHost host = await Fixture.StartAsync(
            "Reaching", manifest => manifest["permissions"] = new JsonObject { ["hardware"] = new JsonArray(grant) }, "Probe");

        using HttpResponseMessage response = await host.Http.PostAsync("/api/reaching/open?port=simulated:probe", content: null);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task SampleHandlerThatMayNotSubscribe_FailsTheStart_AndIsCounted()
    {
        await using TestHost host = await Fixture.StartAsync("FailingHandler", manifest => manifest["permissions"] = new JsonObject());

        PluginSnapshot plugin = host.Of("failing-handler");
        Assert.Contains("permissions.subscribe does not grant it", plugin.Reason, StringComparison.Ordinal);
        Assert.Equal(PermissionKind.Subscribe, Assert.Single(plugin.Usage.Violations).Kind);
    }
}
