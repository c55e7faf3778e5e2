using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PiHub.Notifications.Delivery;
using static PiHub.Notifications.Tests.Samples;

namespace PiHub.Notifications.Tests.Delivery;

public sealed class WebhookSenderTests : IAsyncLifetime
{
    private readonly Channel<(string Path, string? Signature, byte[] Body)> _got =
        Channel.CreateBounded<(string Path, string? Signature, byte[] Body)>(10);

    private readonly WebApplication _server;
    private readonly WebhookSender _sender = new(new HubIdentity(settings: null));

    public WebhookSenderTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    private string Url => _server.Urls.Single();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Send_WithSecret_ArrivesAsSignedJson()
    {
        await _sender.SendAsync(Webhook($"{Url}/hook", "s3cret"), Entry(), CancellationToken.None);

        (string path, string? signature, byte[] body) = await _got.Reader.ReadAsync();
        Assert.Equal("/hook", path);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), body)), signature);
        JsonNode? json = JsonNode.Parse(body);
        Assert.Equal(("plugin_failed", "tally", "warning"), (Text(json, "kind"), Text(json, "subject"), Text(json, "severity")));
        Assert.Equal("2026-03-08T12:00:00+00:00", Text(json, "raised_at"));
    }

    [Fact]
    public async Task Send_WithoutSecret_IsNotSigned()
    {
        await _sender.SendAsync(Webhook($"{Url}/hook"), Entry(), CancellationToken.None);

        Assert.Null((await _got.Reader.ReadAsync()).Signature);
    }

    [Fact]
    public async Task Send_RedirectOnTheSameServer_IsFollowed()
    {
        await _sender.SendAsync(Webhook($"{Url}/moved"), Entry(), CancellationToken.None);

        Assert.Equal("/hook", (await _got.Reader.ReadAsync()).Path);
    }

    [Theory]
    [InlineData("elsewhere", "another server")]
    [InlineData("found", "302")]
    [InlineData("broken", "500")]
    [InlineData("loop", "one address to the next")]
    public async Task Send_NotTaken_SaysWhy(string path, string reason)
    {
        DeliveryException refused = await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(Webhook($"{Url}/{path}"), Entry(), CancellationToken.None));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyThere_SaysSo()
    {
        await _server.StopAsync();

        DeliveryException refused = await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(Webhook($"{Url}/hook"), Entry(), CancellationToken.None));
        Assert.Contains("cannot be reached", refused.Message, StringComparison.Ordinal);
    }

    private static string? Text(JsonNode? json, string name) => json?[name]?.GetValue<string>();

    private async Task AnswerAsync(HttpContext context)
    {
        (int status, string? location) = context.Request.Path.Value switch
        {
            "/moved" => (308, "/hook"),
            "/elsewhere" => (307, "http://other.example/hook"),
            "/found" => (302, "/hook"),
            "/broken" => (500, null),
            "/loop" => (307, "/loop"),
            _ => (204, (string?)null),
        };
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        if (status == 204)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            string? signature = context.Request.Headers[WebhookSender.SignatureHeader];
            await _got.Writer.WriteAsync((context.Request.Path.Value ?? "", signature, body.ToArray()));
        }
    }
}
