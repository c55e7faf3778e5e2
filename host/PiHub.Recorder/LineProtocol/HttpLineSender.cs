using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Sends lines by HTTP, to <c>/write</c> or <c>/api/v2/write</c>.</summary>
internal sealed class HttpLineSender : ILineSender, IDisposable
{
    private const int MaximumAnswerBytes = 4_096;

    // A name may move to another address.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;
    private readonly Uri _target;
    private readonly AuthenticationHeaderValue? _login;
    private readonly LineProtocolOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates it.</summary>
    /// <param name="options">Checked options with a server.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">A file that the options name has gone.</exception>
    /// <exception cref="CryptographicException">The file with the authorities holds none.</exception>
    public HttpLineSender(LineProtocolOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _target = TargetOf(options);
        _login = LoginOf(options, LineProtocolSecrets.Read(options, []));
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = ConnectionLifetime,
            SslOptions = SecurityOf(options),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // measured by the given clock instead
        };
    }

    public async ValueTask<WriteAnswer> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _target) { Content = ContentOf(lines) };
            request.Headers.Authorization = _login;
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return AnswerReader.Read(response.StatusCode, await BodyAsync(response, either.Token), RetryAfterOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WriteAnswer(WriteOutcome.Later, $"{_target.Authority} did not answer within {_options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException exception)
        {
            return new WriteAnswer(WriteOutcome.Later, $"{_target.Authority} cannot be reached: {Cause(exception)}");
        }
        catch (IOException exception)
        {
            return new WriteAnswer(WriteOutcome.Later, $"{_target.Authority} broke off: {exception.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private static Uri TargetOf(LineProtocolOptions options)
    {
        string url = (options.Url ?? "").TrimEnd('/');
        (string Key, string? Value)[] query = options.Version == 1
            ? [("db", options.Database), ("rp", options.RetentionPolicy)]
            : [("org", options.Organization), ("bucket", options.Bucket)];
        string given = string.Concat(query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value ?? "")}&"));
        return new Uri($"{url}{(options.Version == 1 ? "/write" : "/api/v2/write")}?{given}precision=ms");
    }

    private static AuthenticationHeaderValue? LoginOf(LineProtocolOptions options, LineProtocolSecrets secrets) => options.Version switch
    {
        1 when !string.IsNullOrEmpty(options.User) => new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{secrets.Password}"))),
        2 when !string.IsNullOrEmpty(secrets.Token) => new AuthenticationHeaderValue("Token", secrets.Token),
        _ => null,
    };

    private static SslClientAuthenticationOptions SecurityOf(LineProtocolOptions options)
    {
        var security = new SslClientAuthenticationOptions();
        if (!options.VerifyCertificate)
        {
#pragma warning disable CA5359 // The owner asked for it, for a server of their own.
            security.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (options.CertificateAuthorityFile is { } authorities)
        {
            security.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            security.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorities);
        }

        return security;
    }

    private ByteArrayContent ContentOf(ReadOnlyMemory<byte> lines)
    {
        ByteArrayContent content;
        if (_options.Gzip)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(lines.Span);
            }

            content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
            content.Headers.ContentEncoding.Add("gzip");
        }
        else
        {
            content = new ByteArrayContent(lines.ToArray());
        }

        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        return content;
    }

    private static async ValueTask<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return "";
        }

        byte[] buffer = new byte[MaximumAnswerBytes];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    private static string Cause(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.SecureConnectionError
        ? $"{exception.InnerException?.Message ?? exception.Message} Remedy: name the authority's file ({LineProtocolOptions.Path}:CertificateAuthorityFile)."
        : (exception.InnerException?.Message ?? exception.Message).TrimEnd('.') + ".";
}
