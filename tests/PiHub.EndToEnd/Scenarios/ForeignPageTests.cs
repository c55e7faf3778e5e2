using System.Net.WebSockets;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

/// <summary>What a page of another site could do in the browser of somebody who uses the hub on the same computer.</summary>
public sealed class ForeignPageTests : IAsyncLifetime
{
    // MQTT 3.1.1 CONNECT with the client id "p", without user name and password.
    private static readonly byte[] Connect = Convert.FromHexString("100D00044D51545404020000000170");

    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync() => _hub = await HubProcess.StartFreshAsync("--demo");

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/mqtt", "http://evil.example")]
    [InlineData("/mqtt", "http://127.0.0.1:1")]
    [InlineData("/mqtt", "null")]
    [InlineData("/api/events", "http://evil.example")]
    public async Task WebSocket_FromAnotherOrigin_IsRefusedWithAnyKey(string path, string origin)
    {
        string key = await _hub.SignInAsync();

        WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(
            () => LiveSocket.OpenAsync(_hub, path, ("Origin", origin), ("X-API-Key", key)));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MqttWebSocket_OfTheHubsOwnPageOrAProgram_IsWelcomedInDemoMode()
    {
        using LiveSocket page = await LiveSocket.OpenAsync(_hub, "/mqtt", ("Origin", $"http://127.0.0.1:{_hub.HttpPort}"));
        using LiveSocket program = await LiveSocket.OpenAsync(_hub, "/mqtt");
        using LiveSocket paho = await LiveSocket.OpenAsync(_hub, "/mqtt", ("Origin", $"https://127.0.0.1:{_hub.HttpPort}"));

        Assert.Equal(0, await ConnectAsync(paho));
        Assert.Equal(0, await ConnectAsync(page));
        Assert.Equal(0, await ConnectAsync(program));
    }

    [Fact]
    public async Task MqttWebSocket_OfAPageWhoseNameLeadsToThisComputer_IsNotAuthorizedWithoutKey()
    {
        string host = $"rebound.example:{_hub.HttpPort}";
        using LiveSocket page = await LiveSocket.OpenAsync(_hub, "/mqtt", ("Host", host), ("Origin", $"http://{host}"));

        Assert.Equal(5, await ConnectAsync(page)); // 3.2.2.3: not authorized
    }

    // The return code of CONNACK.
    private static async Task<int> ConnectAsync(LiveSocket socket)
    {
        await socket.SendAsync(Connect);
        byte[]? answer = await socket.ReceiveAsync();
        Assert.Equal<int?>(0x20, answer?[0]);
        return answer?[3] ?? -1;
    }
}
