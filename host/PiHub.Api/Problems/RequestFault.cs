using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace PiHub.Api.Problems;

/// <summary>Says what is wrong with a request that could not be read, in the words of the API and not of .NET.</summary>
internal static partial class RequestFault
{
    public static string Describe(BadHttpRequestException exception) => exception.InnerException is JsonException json
        ? Describe(json)
        : MissingBody().IsMatch(exception.Message)
            ? "The body is missing; send JSON."
            : TypedParameter().Replace(exception.Message, "'$1'");

    private static string Describe(JsonException json)
    {
        string place = $"line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}";
        string path = json.Path?.TrimStart('$', '.') ?? "";
        return json.InnerException is JsonException syntax
            ? $"The body is not valid JSON, at {place}: {Position().Replace(syntax.Message, "")}"
            : path.Length > 0
                ? $"The value of '{path}' in the body has the wrong type, at {place}."
                : $"The body has the wrong type, at {place}; send a JSON object.";
    }

    // Two texts of ASP.NET Core, which speak of C# parameters.
    [GeneratedRegex("no body was provided|was not provided from body")]
    private static partial Regex MissingBody();

    // "DeviceRequest request": the type of a parameter before its name.
    [GeneratedRegex("\"[^\" ]+ ([^\" ]+)\"")]
    private static partial Regex TypedParameter();

    [GeneratedRegex(@" (Path: |LineNumber: ).*$", RegexOptions.Singleline)]
    private static partial Regex Position();
}
