using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Devices;

namespace PiHub.Api.Devices;

/// <summary>Sends a command to a device.</summary>
internal static class DeviceCommandEndpoint
{
    public static async Task<Results<Ok<CommandResult>, ValidationProblem, ProblemHttpResult>> SendAsync(
        string id, string name, CommandRequest request, DeviceCommands commands, CancellationToken cancellationToken)
    {
        if (commands.Refusal(id, name) is { } refusal)
        {
            return TypedResults.Problem(refusal, statusCode: StatusCodes.Status404NotFound);
        }

        if (request.Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["arguments"] = ["arguments are a JSON object"] });
        }

        if (request.Arguments is { } arguments && !JsonText.IsWritable(arguments))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["arguments"] = [JsonText.Rule] });
        }

        return await commands.SendAsync(id, name, request.Arguments, cancellationToken) is { } result
            ? TypedResults.Ok(result)
            : TypedResults.Problem(
                $"The device '{id}' did not answer within {DeviceCommands.Patience.TotalSeconds:0} s.",
                statusCode: StatusCodes.Status504GatewayTimeout);
    }
}
