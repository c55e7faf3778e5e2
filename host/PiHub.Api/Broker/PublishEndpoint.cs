using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PiHub.Mqtt;

namespace PiHub.Api.Broker;

/// <summary>Publishes a message as the hub, on behalf of who asks.</summary>
internal static class PublishEndpoint
{
    public static async Task<Results<Ok<PublishResponse>, ValidationProblem, ProblemHttpResult>> PublishAsync(
        PublishRequest request, BusPublisher publisher, IOptions<BrokerOptions> options, CancellationToken cancellationToken)
    {
        // What no client could be sent or could have sent is not taken here either.
        if (request.ToMessage(options.Value.MaximumPacketBytes, out Dictionary<string, string[]> errors) is not { } message)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await publisher.PublishAsync(message, cancellationToken) is { } problem
            ? problem
            : TypedResults.Ok(new PublishResponse(message.Topic, message.Payload.Length));
    }
}
