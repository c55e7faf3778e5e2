using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Api.Auth;
using PiHub.Mqtt.Publishing;

namespace PiHub.Api.Mqtt;

/// <summary>The route that shows the messages that were not accepted.</summary>
internal static class RejectedEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/mqtt/rejected", List)
        .WithTags("mqtt").WithSummary("The latest rejected MQTT messages, newest first, with the reasons").Require(Role.Viewer);

    private static RejectedResponse List(RejectedMessages rejected) => RejectedResponse.Of(rejected);
}
