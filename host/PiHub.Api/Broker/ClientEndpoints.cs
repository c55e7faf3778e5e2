using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Mqtt;
using PiHub.Mqtt.Inspection;

namespace PiHub.Api.Broker;

/// <summary>Lists MQTT clients and ends them.</summary>
internal static class ClientEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;

    public static Results<Ok<ClientsResponse>, ValidationProblem> List(
        string? search, string? state, string? limit, string? after, MqttBroker broker)
    {
        var parameters = new QueryParameters();
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        if (state is not (null or "" or ClientState.Connected or ClientState.Disconnected))
        {
            parameters.Refuse("state", $"state is {ClientState.Connected} or {ClientState.Disconnected}");
        }

        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        MqttClientSnapshot[] found =
        [
            .. broker.Clients()
                .Where(client => ClientState.Is(client, state) && Matches(client, search))
                .OrderBy(client => client.ClientId, StringComparer.Ordinal),
        ];
        MqttClientSnapshot[] rest = string.IsNullOrEmpty(after)
            ? found
            : [.. found.Where(client => string.CompareOrdinal(client.ClientId, after) > 0)];
        ClientResponse[] page = [.. rest.Take(size).Select(ClientResponse.Of)];
        return TypedResults.Ok(new ClientsResponse(found.Length, page, rest.Length > size ? page[^1].Id : null));
    }

    public static Results<NoContent, ValidationProblem, ProblemHttpResult> End(string id, string? session, MqttBroker broker)
    {
        if (session is not (null or "keep" or "delete"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["session"] = ["session is keep or delete"] });
        }

        // A slash in a client id comes as %2F, which the server leaves as it is in a path.
        bool isEnded = broker.EndClient(id, session == "delete")
            || (id.Contains('%') && broker.EndClient(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), session == "delete"));
        return isEnded
            ? TypedResults.NoContent()
            : TypedResults.Problem($"There is no MQTT client '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool Matches(MqttClientSnapshot client, string? search) => string.IsNullOrEmpty(search)
        || client.ClientId.Contains(search, StringComparison.OrdinalIgnoreCase)
        || client.UserName?.Contains(search, StringComparison.OrdinalIgnoreCase) == true
        || client.Address?.ToString().Contains(search, StringComparison.OrdinalIgnoreCase) == true;
}
