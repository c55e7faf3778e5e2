using System.Net;
using System.Net.Http.Headers;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>What writing to and reading from servers over HTTP has in common.</summary>
internal sealed class HttpStore : IDisposable
{
    /// <summary>Batches that wait for their answer at a time.</summary>
    private const int BatchesUnderWay = 4;

    private readonly HttpClient _http;

    public HttpStore(int port) => _http = new HttpClient
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromMinutes(10),
    };

    /// <summary>Posts a load in line protocol.</summary>
    /// <exception cref="StoreException">The server refused it.</exception>
    public async Task PostLinesAsync(string path, ReadingLoad load, CancellationToken cancellationToken)
    {
        using IReadingSource source = load.Open();
        var batches = new LineBatch(source);
        var underWay = new Queue<Task>();
        while (batches.Next() is { } batch)
        {
            if (underWay.Count == BatchesUnderWay)
            {
                await underWay.Dequeue();
            }

            underWay.Enqueue(PostAsync(path, batch, cancellationToken));
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Posts.</summary>
    /// <exception cref="StoreException">The server refused it or is gone.</exception>
    public async Task PostAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new ByteArrayContent(content);
            using HttpResponseMessage answer = await _http.PostAsync(path, body, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new StoreException($"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new StoreException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Gets an answer's bytes.</summary>
    /// <param name="path">What is asked for.</param>
    /// <param name="type">The media type that is wanted; null: any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">The server refused it or is gone.</exception>
    public async Task<byte[]> GetAsync(string path, string? type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (type is not null)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
            byte[] content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent
                ? content
                : throw new StoreException($"{path}: {answer.StatusCode} {System.Text.Encoding.UTF8.GetString(content)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new StoreException($"{path}: {exception.Message}", exception);
        }
    }

    public void Dispose() => _http.Dispose();
}
