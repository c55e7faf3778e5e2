using System.Text.Json.Serialization.Metadata;

namespace PiHub.Sdk.Events;

/// <summary>Sends a plugin's live events to web clients, on <c>events/&lt;plugin-id&gt;</c> of the WebSocket <c>/api/events</c>.</summary>
/// <remarks>Implemented by the host; safe to call from any thread; never waits. A client that is too slow misses events, and is told
/// how many. Since 0.1.</remarks>
public interface IEventStream
{
    /// <summary>Sends an event to those who listen now.</summary>
    /// <typeparam name="T">The event's type.</typeparam>
    /// <param name="data">The event; written as JSON before the call returns.</param>
    /// <param name="typeInfo">Source-generated metadata of <typeparamref name="T"/>.</param>
    void Publish<T>(T data, JsonTypeInfo<T> typeInfo);
}
