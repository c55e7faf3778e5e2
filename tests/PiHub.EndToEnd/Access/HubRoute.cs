using System.Text;
using System.Text.Json.Nodes;

namespace PiHub.EndToEnd.Access;

/// <summary>A route, and how to try it without changing anything.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Target">The path to try: parameters are what there is not.</param>
/// <param name="ContentType">What its body is; null when it takes none.</param>
internal sealed record HubRoute(string Method, string Path, string Target, string? ContentType)
{
    private const string NoSuchName = "no-such-thing";
    private const string NoSuchNumber = "999999999";

    // OpenAPI does not tell of these.
    private static readonly HubRoute[] Undocumented =
    [
        new("GET", "/api/events", "/api/events", null),
        new("GET", "/api/no-such-plugin/x", "/api/no-such-plugin/x", null),
        new("GET", "/api/power-quality/latest-values", "/api/power-quality/latest-values", null),
        new("GET", "/api/system/no-such-route", "/api/system/no-such-route", null),
        new("GET", "/openapi/v1.json", "/openapi/v1.json", null),
        new("POST", "/api/no-such-plugin/x", "/api/no-such-plugin/x", null),
        new("POST", "/api/power-quality/no-such-route", "/api/power-quality/no-such-route", null),
    ];

    public string Subject => $"{Method} {Path}";

    /// <summary>All routes: those of the document and the others.</summary>
    public static IReadOnlyList<HubRoute> All(JsonNode document) =>
    [
        .. document["paths"]!.AsObject() // every OpenAPI document has it
            .SelectMany(path => path.Value!.AsObject() // and operations below each
                .Where(operation => operation.Key is "get" or "put" or "post" or "delete" or "patch" or "head")
                .Select(operation => Of(operation.Key.ToUpperInvariant(), path.Key, operation.Value))),
        .. Undocumented,
    ];

    /// <summary>A request whose body is none of what the route takes: whoever is let in is told that it is wrong.</summary>
    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(Method), Target);
        if (ContentType is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{"));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return request;
    }

    private static HubRoute Of(string method, string path, JsonNode? operation)
    {
        string target = path;
        foreach (JsonNode? parameter in operation?["parameters"]?.AsArray() ?? [])
        {
            if ((string?)parameter?["in"] == "path")
            {
                string value = IsNumber(parameter["schema"]) ? NoSuchNumber : NoSuchName;
                target = target.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal);
            }
        }

        return new HubRoute(method, path, target, operation?["requestBody"]?["content"]?.AsObject().Select(content => content.Key).FirstOrDefault());
    }

    // The type is a word, or a list of words when a text will do too.
    private static bool IsNumber(JsonNode? schema) => schema?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true;
}
