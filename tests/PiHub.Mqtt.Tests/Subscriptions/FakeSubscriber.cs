using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

internal sealed class FakeSubscriber : ISubscriber
{
    public string ClientId { get; init; } = "fake";

    public Readiness Readiness { get; set; } = Readiness.Ready;

    public Func<string, bool> Permission { get; set; } = _ => true;

    public List<Delivery> Received { get; } = [];

    public bool MayReceive(string topic) => Permission(topic);

    public bool Deliver(in Delivery delivery, ref StoreChanges changes)
    {
        Received.Add(delivery);
        return true;
    }

    public ValueTask WaitForRoomAsync() => ValueTask.CompletedTask;
}
