using System.Net;
using System.Net.Http.Headers;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Fetches the index and packages, from the network or from files.</summary>
internal sealed class CatalogueClient(CatalogueOptions options, TimeProvider time) : IDisposable
{
    private const int MaximumRedirections = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        MaxAutomaticRedirections = MaximumRedirections,
        ConnectTimeout = options.Timeout,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each use has its own
    };

    /// <summary>Where the index is.</summary>
    public Uri Source { get; } = AddressOf(options.Source);

    public void Dispose() => _http.Dispose();

    /// <summary>Fetches the index.</summary>
    /// <param name="etag">The mark of the one that is known; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is still the known one.</returns>
    /// <exception cref="CatalogueException">It cannot be had.</exception>
    public async Task<(byte[] Json, string? ETag)?> FetchIndexAsync(string? etag, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            if (Source.IsFile)
            {
                await using FileStream file = File.OpenRead(Source.LocalPath);
                return (await ReadAllAsync(file, either.Token), null);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, Source);
            if (etag is not null && EntityTagHeaderValue.TryParse(etag, out EntityTagHeaderValue? known))
            {
                request.Headers.IfNoneMatch.Add(known);
            }

            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode == HttpStatusCode.NotModified)
            {
                return null;
            }

            ThrowUnlessGood(response);
            await using Stream body = await response.Content.ReadAsStreamAsync(either.Token);
            return (await ReadAllAsync(body, either.Token), response.Headers.ETag?.ToString());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException
            or UriFormatException) // of a redirection
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Late(exception);
        }
    }

    /// <summary>Begins to download a package.</summary>
    /// <returns>The content; the caller disposes it. Reading fails with <see cref="CatalogueException"/> when nothing comes for too long.</returns>
    /// <exception cref="CatalogueException">It cannot be had.</exception>
    public async Task<Stream> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            if (url.IsFile)
            {
                return File.OpenRead(url.LocalPath);
            }

            using var timer = new CancellationTokenSource(options.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            HttpResponseMessage response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
            ThrowUnlessGood(response);
            return await response.Content.ReadAsStreamAsync(cancellationToken); // owns the response
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException
            or UriFormatException) // of a redirection
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Late(exception);
        }
    }

    /// <summary>What to say when nothing comes any more.</summary>
    public CatalogueException Late(Exception exception) =>
        new($"nothing came for {options.Timeout.TotalSeconds:0} s; check the network, and try again", exception);

    /// <summary>What to say when it cannot be reached.</summary>
    public static CatalogueException Unreachable(Exception exception) =>
        new($"it cannot be reached: {exception.Message.TrimEnd('.')}; check the network and Plugins:Catalogue:Source", exception);

    private static Uri AddressOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : new Uri(Path.GetFullPath(source.Length == 0 ? "." : source));

    private static void ThrowUnlessGood(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            using HttpResponseMessage refused = response;
            throw new CatalogueException(
                $"'{refused.RequestMessage?.RequestUri}' answered {(int)refused.StatusCode}; check Plugins:Catalogue:Source");
        }
    }

    private async Task<byte[]> ReadAllAsync(Stream body, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            content.Write(buffer, 0, count);
            if (content.Length > options.MaximumIndexBytes)
            {
                throw new CatalogueException($"it is larger than {options.MaximumIndexBytes / 1024} KiB; raise Plugins:Catalogue:MaximumIndexBytes");
            }
        }

        return content.ToArray();
    }
}
