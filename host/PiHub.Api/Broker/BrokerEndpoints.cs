using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;

namespace PiHub.Api.Broker;

/// <summary>Routes to look at the MQTT broker, to publish, and to end clients.</summary>
internal static class BrokerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/broker").WithTags("broker").Require(Role.Viewer);
        group.MapGet("", Status).WithSummary("The broker's numbers, rates and listeners");
        group.MapGet("/clients", ClientEndpoints.List).WithSummary("The MQTT clients, page by page, by client id");
        group.MapDelete("/clients/{id}", ClientEndpoints.End)
            .WithSummary("Disconnects a client; session=delete forgets its session too").Require(Role.Admin);
        group.MapGet("/retained", RetainedEndpoints.List)
            .WithSummary("The retained messages that match a topic filter, page by page, by topic").Require(Role.Operator);
        group.MapDelete("/retained", RetainedEndpoints.DeleteAsync).WithSummary("Deletes the retained message of a topic").Require(Role.Admin);
        group.MapPost("/publish", PublishEndpoint.PublishAsync).WithSummary("Publishes a message").Require(Role.Operator);
        RejectedEndpoint.Map(routes);
    }

    private static BrokerStatusResponse Status(BrokerMeter meter) => meter.Status();
}
