using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

internal sealed class FakeSubscriber : ISubscriber
{
    public string ClientId { get; init; } = "fake";

    public Readiness Readiness { get; set; } = Readiness.Ready;

    public bool MayReceive(string topic) => true;

    public bool Deliver(in Delivery delivery, ref StoreChanges changes) => throw new InvalidOperationException("nothing is published here");

    public ValueTask WaitForRoomAsync() => ValueTask.CompletedTask;
}
