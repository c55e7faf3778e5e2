using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class RevocationTests : IAsyncLifetime
{
    private HubProcess _hub = null!; // set before any test runs

    public async Task InitializeAsync() => _hub = await HubProcess.StartFreshAsync();

    public Task DisposeAsync() => _hub.DisposeAsync().AsTask();

    [Fact]
    public async Task MqttConnection_OfARevokedKey_IsClosed_AndItsNextMessageIsNotRecorded()
    {
        string key = await _hub.SignInAsync("shed", "device");
        await _hub.SignInAsync();
        using LiveSocket device = await LiveSocket.OpenAsync(_hub, "/mqtt");
        await device.SendAsync(Connect(key));
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await device.ReceiveAsync());
        await device.SendAsync(Publish("pihub/shed/state", """{"a":1}"""));
        await _hub.WaitForAsync("/api/readings/latest?device=shed", readings => readings.AsArray().Count == 1);

        await RevokeAsync("shed");

        Assert.Null(await device.ReceiveAsync());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await device.SendAsync(Publish("pihub/shed/state", """{"b":1}"""));
            await device.SendAsync(Publish("pihub/shed/state", """{"b":1}"""));
            Assert.NotNull(await device.ReceiveAsync());
        });
        JsonNode latest = await _hub.GetAsync("/api/readings/latest?device=shed");
        Assert.Equal("a", (string?)Assert.Single(latest.AsArray())?["metric"]);
    }

    [Fact]
    public async Task EventSockets_OfARevokedKey_AreClosed_AlsoOneOfItsSession()
    {
        string key = await _hub.SignInAsync("screen", "viewer");
        using HttpResponseMessage login = await _hub.Http.PostAsJsonAsync("/api/auth/login", new { api_key = key });
        string cookie = Assert.Single(login.Headers.GetValues("Set-Cookie")).Split(';')[0];
        using LiveSocket withKey = await LiveSocket.OpenAsync(_hub, "/api/events", ("X-API-Key", key));
        using LiveSocket withSession = await LiveSocket.OpenAsync(_hub, "/api/events", ("Cookie", cookie));
        await _hub.SignInAsync();

        await RevokeAsync("screen");

        Assert.Null(await withKey.ReceiveAsync());
        Assert.Null(await withSession.ReceiveAsync());
    }

    [Fact]
    public async Task EverythingThatAKeyHasOpened_EndsWithIt()
    {
        string key = await _hub.SignInAsync("app", "operator");
        await _hub.SignInAsync();
        using LiveSocket events = await LiveSocket.OpenAsync(_hub, "/api/events", ("X-API-Key", key));
        using MqttSession tcp = await MqttSession.OverTcpAsync(_hub, key);
        using MqttSession webSocket = await MqttSession.OverWebSocketAsync(_hub, key);
        Assert.True(await tcp.SubscribeAsync("#"));
        Assert.True(await webSocket.SubscribeAsync("#"));

        await RevokeAsync("app");

        Assert.Null(await events.ReceiveAsync());
        await Task.WhenAll(tcp.WaitForEndAsync(), webSocket.WaitForEndAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => MqttSession.OverTcpAsync(_hub, key));
    }

    [Fact]
    public async Task Admin_CannotRevokeTheOwnersKey()
    {
        await _hub.SignInAsync("boss", "owner");
        await _hub.SignInAsync("helper", "admin");

        using HttpResponseMessage refused = await _hub.Http.DeleteAsync("/api/tokens/boss");
        using HttpResponseMessage own = await _hub.Http.DeleteAsync("/api/tokens/helper");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    [Theory]
    [InlineData("viewer,operator", "x", "role")]
    [InlineData(" 3", "x", "role")]
    [InlineData("viewer", "a/b", "name")]
    public async Task Key_WithAWrongRoleOrName_IsRefusedNamingTheField(string role, string name, string field)
    {
        await _hub.SignInAsync();

        using HttpResponseMessage response = await _hub.Http.PostAsJsonAsync("/api/tokens", new { name, role });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>())?["errors"]?[field]);
    }

    private async Task RevokeAsync(string name)
    {
        using HttpResponseMessage response = await _hub.Http.DeleteAsync($"/api/tokens/{name}");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    // MQTT 3.1.1 CONNECT: clean session, user name "u", the key as password.
    private static byte[] Connect(string key) =>
        Packet(0x10, [.. Text("MQTT"), 4, 0b1100_0010, 0, 0, .. Text("shed"), .. Text("u"), .. Text(key)]);

    // QoS 0.
    private static byte[] Publish(string topic, string payload) =>
        Packet(0x30, [.. Text(topic), .. System.Text.Encoding.UTF8.GetBytes(payload)]);

    private static byte[] Packet(byte first, byte[] rest) => rest.Length < 128 ? [first, (byte)rest.Length, .. rest]
        : throw new ArgumentException("one length byte is enough for these tests", nameof(rest));

    private static byte[] Text(string text) => [0, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];
}
