namespace PiHub.Mqtt.Client;

/// <summary>What a subscriber disposes to end its subscription.</summary>
internal sealed class ClientSubscription(SubscriptionBook book, string filter, MessageHandler handler) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        book.Remove(filter, handler);
        await handler.RemoveAsync();
    }
}
