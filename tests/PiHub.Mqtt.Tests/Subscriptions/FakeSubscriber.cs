using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Subscriptions;

internal sealed class FakeSubscriber : ISubscriber
{
    public string ClientId => "fake";

    public void Deliver(PublishedMessage message, QualityOfService quality, bool retain) =>
        throw new InvalidOperationException("nothing is published here");
}
