using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Mqtt.Publishing;

namespace PiHub.Api.Broker;

/// <summary>The route that shows the messages that were not accepted, under both of its names.</summary>
internal static class RejectedEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (string path in new[] { "/api/broker/rejected", "/api/mqtt/rejected" })
        {
            routes.MapGet(path, List)
                .WithTags("broker").WithSummary("The latest rejected MQTT messages, newest first, with the reasons").Require(Role.Viewer);
        }
    }

    private static RejectedResponse List(RejectedMessages rejected) => RejectedResponse.Of(rejected);
}
