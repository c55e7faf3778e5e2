using System.Text.Json.Serialization.Metadata;
using PiHub.Sdk.Events;

namespace PiHub.PluginHost.Tests;

/// <summary>An event stream that nobody listens to.</summary>
internal sealed class SilentEventStream : IEventStream
{
    public void Publish<T>(T data, JsonTypeInfo<T> typeInfo)
    {
    }
}
