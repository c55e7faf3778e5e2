using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PiHub.Sdk.Events;

namespace PiHub.PluginHost.Tests;

/// <summary>An event stream that writes events, as the hub's does, for nobody.</summary>
internal sealed class SilentEventStream : IEventStream
{
    public void Publish<T>(T data, JsonTypeInfo<T> typeInfo) => JsonSerializer.SerializeToUtf8Bytes(data, typeInfo);
}
