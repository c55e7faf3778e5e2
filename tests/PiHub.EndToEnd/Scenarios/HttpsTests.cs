using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class HttpsTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly int _port = FreePort.Take();
    private X509Certificate2? _shown;

    public void Dispose()
    {
        _shown?.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Https_FromTheFirstStart_ShowsACertificateForThisComputerAndServesApiPagesAndEvents()
    {
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--https", $"{_port}");
        string key = await hub.SignInAsync();
        using HttpClient https = Client(key);

        JsonNode? tls = await https.GetFromJsonAsync<JsonNode>("/api/tls");
        string page = await https.GetStringAsync("/");

        Assert.Contains("<ph-app", page, StringComparison.Ordinal);
        Assert.Equal("self_signed", (string?)tls?["certificate"]?["origin"]);
        Assert.Equal(_port, (int?)tls?["https_port"]);
        Assert.True(_shown?.MatchesHostname("localhost"));
        Assert.True(_shown?.MatchesHostname("127.0.0.1"));
        Assert.True(_shown?.MatchesHostname($"{Environment.MachineName.Split('.')[0]}.local"));
        Assert.Equal(_shown?.GetCertHashString(HashAlgorithmName.SHA256), (string?)tls?["certificate"]?["fingerprint_sha256"]);
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _shown?.GetCertHashString();
        socket.Options.SetRequestHeader("X-API-Key", key);
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{_port}/api/events"), CancellationToken.None);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task UploadedCertificate_IsShownFromTheNextHandshakeOn_AndAfterARestart()
    {
        (string certificate, string privateKey) = TestCertificate.Make("hub.example");
        string key;
        await using (HubProcess hub = await HubProcess.StartAsync(_data.Path, "--https", $"{_port}"))
        {
            key = await hub.SignInAsync();
            using HttpClient https = Client(key);
            using HttpResponseMessage torn = await https.PutAsJsonAsync("/api/tls/certificate", new { certificate = certificate[..100], key = privateKey });
            Assert.Equal(HttpStatusCode.BadRequest, torn.StatusCode);
            using HttpResponseMessage taken = await https.PutAsJsonAsync("/api/tls/certificate", new { certificate, key = privateKey });
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
            using HttpClient anew = Client(key);
            Assert.Equal("uploaded", (string?)(await anew.GetFromJsonAsync<JsonNode>("/api/tls"))?["certificate"]?["origin"]);
            Assert.Equal("CN=hub.example", _shown?.Subject);
        }

        await using HubProcess again = await HubProcess.StartAsync(_data.Path, "--https", $"{_port}");
        using HttpClient after = Client(key);
        await after.GetStringAsync("/api/health");
        Assert.Equal("CN=hub.example", _shown?.Subject);
    }

    [Fact]
    public async Task RequiredHttps_BehindTheRealNginx_IsSeenThroughItAndSaidToBrowsers()
    {
        string config = Path.Combine(_data.Path, "pihub.json");
        await File.WriteAllTextAsync(
            config, """{ "Network": { "TrustedProxies": ["127.0.0.1"], "RequireHttps": true, "StrictTransportSecurityDays": 30 } }""");
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--config", config);
        string key = await hub.SignInAsync();
        await using NginxProcess nginx = await NginxProcess.StartAsync(hub.HttpPort);
        using HttpClient https = Client(key, nginx.Port);

        using HttpResponseMessage page = await https.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(["max-age=2592000"], page.Headers.GetValues("Strict-Transport-Security"));
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _shown?.GetCertHashString();
        socket.Options.SetRequestHeader("X-API-Key", key);
        socket.Options.SetRequestHeader("Origin", $"https://127.0.0.1:{nginx.Port}");
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{nginx.Port}/api/events"), CancellationToken.None);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task PlainHttp_OfAnotherComputer_IsRedirectedOrRefusedWhereHttpsIsRequired()
    {
        // A proxy's word makes this computer another one.
        string config = Path.Combine(_data.Path, "pihub.json");
        await File.WriteAllTextAsync(config, """{ "Network": { "TrustedProxies": ["127.0.0.1"], "RequireHttps": true } }""");
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--config", config, "--https", $"{_port}");
        await hub.SignInAsync();

        using HttpResponseMessage page = await ElsewhereAsync(hub, "/devices?x=1");
        using HttpResponseMessage api = await ElsewhereAsync(hub, "/api/devices");
        using HttpResponseMessage here = await hub.Http.GetAsync("/api/devices");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, page.StatusCode);
        Assert.Equal($"https://127.0.0.1:{_port}/devices?x=1", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        Assert.Contains($"use port {_port}", await api.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Theory]
    [InlineData("/", null)]
    [InlineData("/api/health", "no-store")]
    [InlineData("/api/devices", "no-store")]
    [InlineData("/api/nothing", "no-store")]
    [InlineData("/assets/none.js", null)]
    public async Task SecurityHeaders_OfEveryAnswer_AreThere(string path, string? caching)
    {
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path);

        using HttpResponseMessage answer = await hub.Http.GetAsync(path);

        string policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("", Header(answer, "Strict-Transport-Security"));
        Assert.Equal("", Header(answer, "Server"));
        if (caching is not null)
        {
            Assert.Equal(caching, Header(answer, "Cache-Control"));
        }
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example")]
    [InlineData("https://evil.example", "")]
    [InlineData("https://app.example.evil.example", "")]
    public async Task Cors_IsForTheAllowedOriginsAlone_AndWithoutCookies(string origin, string allowed)
    {
        string config = Path.Combine(_data.Path, "pihub.json");
        await File.WriteAllTextAsync(config, """{ "Network": { "AllowedOrigins": ["https://app.example"] } }""");
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--config", config);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/devices");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key");

        using HttpResponseMessage answer = await hub.Http.SendAsync(request);

        Assert.Equal(allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("", Header(answer, "Access-Control-Allow-Credentials"));
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : "";

    private static async Task<HttpResponseMessage> ElsewhereAsync(HubProcess hub, string path)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = hub.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        return await http.SendAsync(request);
    }

    private HttpClient Client(string key, int? port = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            _shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return _shown is not null; // which one it is, the tests look at
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{port ?? _port}") };
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        return client;
    }
}
