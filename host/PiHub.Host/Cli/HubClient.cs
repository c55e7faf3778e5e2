using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Host.Composition;

namespace PiHub.Host.Cli;

/// <summary>Talks to the running hub over its Unix socket.</summary>
internal static class HubClient
{
    // A large package on a slow card, with the start of its plugin.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Sends one request and prints the answer, or says in one line why there is none.</summary>
    /// <param name="dataFolder">The hub's data folder.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">What to send; null for nothing.</param>
    /// <param name="print">Prints a successful answer; null when it has no content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> SendAsync(
        string dataFolder, HttpMethod method, string path, JsonObject? body, Action<JsonNode?> print, CancellationToken cancellationToken)
    {
        using StringContent? content = body is null ? null : new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        return await SendAsync(dataFolder, method, path, content, print, cancellationToken);
    }

    /// <summary>Sends one request and takes its answer whatever it says.</summary>
    /// <param name="dataFolder">The hub's data folder.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route.</param>
    /// <param name="take">Takes the answer, a failure's too; null when it has no content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code: whether there was an answer.</returns>
    public static Task<int> AskAsync(
        string dataFolder, HttpMethod method, string path, Action<JsonNode?> take, CancellationToken cancellationToken) =>
        SendAsync(dataFolder, method, path, content: null, take, takesAll: true, cancellationToken);

    /// <summary>Sends one request with any content and prints the answer, or says why there is none.</summary>
    /// <param name="dataFolder">The hub's data folder.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route.</param>
    /// <param name="content">What to send; null for nothing.</param>
    /// <param name="print">Prints a successful answer; null when it has no content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> SendAsync(
        string dataFolder, HttpMethod method, string path, HttpContent? content, Action<JsonNode?> print, CancellationToken cancellationToken) =>
        SendAsync(dataFolder, method, path, content, print, takesAll: false, cancellationToken);

    private static async Task<int> SendAsync(
        string dataFolder,
        HttpMethod method,
        string path,
        HttpContent? content,
        Action<JsonNode?> print,
        bool takesAll,
        CancellationToken cancellationToken)
    {
        var folder = new DataFolder(dataFolder);
        if (folder.Objection is { } objection)
        {
            return CommandLine.Fail(objection);
        }

        string socket = folder.SocketPath;
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(socket, token) };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = Patience };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode && !takesAll)
            {
                return CommandLine.Fail(ProblemOf(text) ?? $"the hub answered {(int)response.StatusCode}.");
            }

            print(text.Length == 0 ? null : JsonNode.Parse(text));
            return CommandLine.Done;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException cause)
        {
            return CommandLine.Fail(cause.SocketErrorCode == SocketError.AccessDenied
                ? $"you may not open '{socket}': run this as the hub's user or a member of its group (sudo works)."
                : $"no hub runs on the data folder '{dataFolder}'. Start it first, or name its folder with --data.");
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string? ProblemOf(string text)
    {
        try
        {
            JsonNode? problem = JsonNode.Parse(text);
            return problem?["errors"] is JsonArray { Count: > 1 } errors
                ? $"the hub refuses this:\n{string.Join('\n', errors.Select(error => $"  - {error}"))}"
                : problem?["detail"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null; // not a problem document; the status code is all there is
        }
    }
}
