using PiHub.Mqtt.Publishing;

namespace PiHub.Api.Broker;

/// <summary>The MQTT messages that were not accepted.</summary>
/// <param name="Total">How many since the hub started.</param>
/// <param name="Messages">The latest of them, newest first.</param>
internal sealed record RejectedResponse(long Total, IReadOnlyList<RejectedMessage> Messages)
{
    public static RejectedResponse Of(RejectedMessages rejected) => new(rejected.TotalCount, rejected.Snapshot());
}
