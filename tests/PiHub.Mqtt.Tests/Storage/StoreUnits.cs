using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Storage;

/// <summary>Units with one change each, in few words.</summary>
internal static class StoreUnits
{
    public static StoreUnit Of(params StoreChange[] changes) => new() { Changes = changes };

    public static StoreUnit Session(string clientId) =>
        Of(new SessionSaved(new StoredSession { ClientId = clientId, ExpirySeconds = uint.MaxValue }));

    public static StoreUnit Delivery(string clientId, long sequence, PublishedMessage? message = null) =>
        Shared(message ?? UnitScript.Message((int)sequence), (clientId, sequence));

    public static StoreUnit Shared(PublishedMessage message, params (string ClientId, long Sequence)[] places) => Of(
        [.. places.Select(place => new DeliveryAdded(
            place.ClientId, place.Sequence, new Delivery(message, QualityOfService.AtLeastOnce, Retain: false)))]);

    public static StoreUnit Deleted(string clientId, long sequence) => Of(new DeliveryDeleted(clientId, sequence));

    public static StoreUnit Lazy(this StoreUnit unit, Action? committed = null) =>
        new() { Changes = unit.Changes, Committed = committed, IsLazy = true };

    public static StoreUnit Then(this StoreUnit unit, Action committed) =>
        new() { Changes = unit.Changes, Committed = committed, IsLazy = unit.IsLazy };
}
