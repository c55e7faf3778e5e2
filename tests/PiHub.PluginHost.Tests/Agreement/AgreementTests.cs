using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.Fixtures.Probe;
using PiHub.Sdk.Testing;

namespace PiHub.PluginHost.Tests.Agreement;

/// <summary>The same scenarios in the real host and in <see cref="PluginUnderTest"/>: what authors test with must not differ from the hub.
/// </summary>
public sealed class AgreementTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    public static TheoryData<bool> Worlds => [true, false];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Handler_GetsEachSample_AndTheNextOneAfterAFailure(bool isReal)
    {
        await using IProbe probe = await StartAsync(isReal);

        await probe.AppendAsync("meter", 1);
        await probe.AppendAsync("bad", 2);
        await probe.AppendAsync("meter", 3);

        await WaitForAsync(probe, "/api/probe/count", 2);
        Assert.Equal(1, probe.Errors);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Append_ByThePlugin_IsHandledAndNotPublished(bool isReal)
    {
        await using IProbe probe = await StartAsync(isReal);

        using HttpResponseMessage appended = await probe.Http.PostAsync("/api/probe/append/probe", content: null);

        Assert.Equal(HttpStatusCode.NoContent, appended.StatusCode);
        await WaitForAsync(probe, "/api/probe/count", 1);
        await WaitForAsync(probe, "/api/probe/messages", 0); // recorded, not published
    }

    [Theory]
    [InlineData("GET", "/api/probe/count")]
    [InlineData("GET", "/api/probe/problem")]
    [InlineData("GET", "/api/probe/throw")]
    [InlineData("GET", "/api/probe/guarded")]
    [InlineData("GET", "/api/probe/forgotten")]
    [InlineData("GET", "/api/probe/nothing/here")]
    [InlineData("POST", "/api/probe/count")]
    [InlineData("POST", "/api/probe/publish/meter")]
    [InlineData("POST", "/api/probe/append/meter")]
    public async Task Route_AnswersTheSameInBoth(string method, string path)
    {
        (HttpStatusCode Status, string? Type, string? Detail, int Errors) real = await AskAsync(isReal: true, method, path);
        (HttpStatusCode Status, string? Type, string? Detail, int Errors) tested = await AskAsync(isReal: false, method, path);

        Assert.Equal(real, tested);
    }

    private static async Task<IProbe> StartAsync(bool isReal) => isReal
        ? new HostedProbe(await TestHost.StartAsync(Ample, "Probe"))
        : new TestedProbe(await PluginUnderTest.StartAsync<ProbePlugin>());

    private static async Task<(HttpStatusCode Status, string? Type, string? Detail, int Errors)> AskAsync(bool isReal, string method, string path)
    {
        await using IProbe probe = await StartAsync(isReal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await probe.Http.SendAsync(request);
        JsonNode? body = await response.Content.ReadFromJsonAsync<JsonNode>();
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, (string?)body?["detail"], probe.Errors);
    }

    private static async Task WaitForAsync(IProbe probe, string path, int wanted)
    {
        using var patience = new CancellationTokenSource(Ample);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await probe.Http.GetFromJsonAsync<JsonNode>(path, patience.Token))?["value"]?.GetValue<int>() != wanted)
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
