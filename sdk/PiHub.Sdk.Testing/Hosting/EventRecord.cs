using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PiHub.Sdk.Events;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>Keeps the live events as web clients would read them.</summary>
internal sealed class EventRecord : IEventStream
{
    private readonly Lock _lock = new(); // guards the list
    private readonly List<JsonElement> _sent = [];

    public IReadOnlyList<JsonElement> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    public void Publish<T>(T data, JsonTypeInfo<T> typeInfo)
    {
        JsonElement json = JsonSerializer.SerializeToElement(data, typeInfo);
        lock (_lock)
        {
            _sent.Add(json);
        }
    }
}
