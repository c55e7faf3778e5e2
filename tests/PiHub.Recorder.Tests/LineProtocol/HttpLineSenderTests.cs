using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class HttpLineSenderTests : IAsyncLifetime
{
    private static readonly byte[] Lines = "pihub,device=meter a=1 5\n"u8.ToArray();

    private readonly string _authority = Path.GetTempFileName();
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly WebApplication _server;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    public HttpLineSenderTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(_certificate));
        });
        _server = builder.Build();
        _server.Run(context => _answer(context));
    }

    private string Url => _server.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal));

    private string SecureUrl => _server.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_authority, _certificate.ExportCertificatePem());
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
        File.Delete(_authority);
    }

    [Theory]
    [InlineData(1, true, "/influx/write?db=my%20home&rp=a%26b&precision=ms", "Basic aHViOmzDtms=")]
    [InlineData(2, false, "/influx/api/v2/write?org=us&bucket=b&precision=ms", "Token s3cret")]
    public async Task Request_LooksAsTheServerExpects(int version, bool isPacked, string expectedTarget, string expectedLogin)
    {
        string target = "", login = "", body = "";
        _answer = async context =>
        {
            target = $"{context.Request.Path}{context.Request.QueryString}";
            login = context.Request.Headers.Authorization.ToString();
            using Stream stream = context.Request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
                : context.Request.Body;
            body = await new StreamReader(stream).ReadToEndAsync();
            Assert.Equal(isPacked, context.Request.Headers.ContentEncoding == "gzip");
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        };
        using HttpLineSender sender = Create(new LineProtocolOptions
        {
            Url = Url + "/influx/", Version = version, Gzip = isPacked,
            Database = "my home", RetentionPolicy = "a&b", User = "hub", Password = "lök",
            Organization = "us", Bucket = "b", Token = "s3cret",
        });

        Assert.Equal(WriteOutcome.Done, (await sender.SendAsync(Lines, CancellationToken.None)).Outcome);
        Assert.Equal((expectedTarget, expectedLogin, Encoding.UTF8.GetString(Lines)), (target, login, body));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task RetryAfter_IsRead(int status)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        };
        using HttpLineSender sender = Create(new LineProtocolOptions { Url = Url });
        WriteAnswer answer = await sender.SendAsync(Lines, CancellationToken.None);

        Assert.Equal((WriteOutcome.Later, TimeSpan.FromSeconds(17)), (answer.Outcome, answer.RetryAfter));
    }

    [Fact]
    public async Task Silence_EndsAtTheTimeout()
    {
        _answer = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        using HttpLineSender sender = Create(new LineProtocolOptions { Url = Url, Timeout = TimeSpan.FromSeconds(1) });
        WriteAnswer answer = await sender.SendAsync(Lines, CancellationToken.None);

        Assert.Equal(WriteOutcome.Later, answer.Outcome);
        Assert.Contains("did not answer", answer.Message);
    }

    [Fact]
    public async Task Cancelled_Throws()
    {
        using HttpLineSender sender = Create(new LineProtocolOptions { Url = Url });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await sender.SendAsync(Lines, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Certificate_UnknownAuthority_IsRefusedWithTheRemedy()
    {
        using HttpLineSender sender = Create(new LineProtocolOptions { Url = SecureUrl });
        WriteAnswer answer = await sender.SendAsync(Lines, CancellationToken.None);

        Assert.Equal(WriteOutcome.Later, answer.Outcome);
        Assert.Contains("CertificateAuthorityFile", answer.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Certificate_KnownAuthorityOrUnchecked_IsTaken(bool isVerified)
    {
        using HttpLineSender sender = Create(new LineProtocolOptions
        {
            Url = SecureUrl, VerifyCertificate = isVerified, CertificateAuthorityFile = isVerified ? _authority : null,
        });

        Assert.Equal(WriteOutcome.Done, (await sender.SendAsync(Lines, CancellationToken.None)).Outcome);
    }

    private static HttpLineSender Create(LineProtocolOptions options) => new(options, TimeProvider.System);

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
