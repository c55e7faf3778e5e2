using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Mqtt;
using PiHub.Mqtt.Inspection;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Broker;

/// <summary>Lists retained messages and deletes them.</summary>
internal static class RetainedEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;

    public static Results<Ok<RetainedPage>, ValidationProblem> List(string? filter, string? limit, string? after, MqttBroker broker)
    {
        var parameters = new QueryParameters();
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        string topics = string.IsNullOrEmpty(filter) ? "#" : filter;
        if (!TopicFilter.IsValid(topics))
        {
            parameters.Refuse("filter", "filter is a topic filter: '+' fills a level, '#' is last");
        }

        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        // One more than asked for tells whether there is a next page.
        IReadOnlyList<RetainedSnapshot> found = broker.RetainedMessages(topics, string.IsNullOrEmpty(after) ? null : after, size + 1);
        RetainedResponse[] page = [.. found.Take(size).Select(RetainedResponse.Of)];
        return TypedResults.Ok(new RetainedPage(page, found.Count > size ? page[^1].Topic : null));
    }

    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        string? topic, MqttBroker broker, BusPublisher publisher, CancellationToken cancellationToken)
    {
        string? mistake = topic is null || !TopicName.IsValid(topic) ? "topic is the topic of a retained message"
            : HubTopics.Contains(topic) ? HubTopics.Rule
            : null;
        if (mistake is not null || topic is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["topic"] = [mistake ?? ""] });
        }

        if (broker.RetainedMessages(topic, after: null, limit: 1).Count == 0)
        {
            return TypedResults.Problem($"There is no retained message on '{topic}'.", statusCode: StatusCodes.Status404NotFound);
        }

        // An empty retained message deletes (3.3.1-6 of MQTT 5.0).
        var empty = new BusMessage { Topic = topic, Payload = ReadOnlyMemory<byte>.Empty, Retain = true };
        return await publisher.PublishAsync(empty, cancellationToken) is { } problem ? problem : TypedResults.NoContent();
    }
}
