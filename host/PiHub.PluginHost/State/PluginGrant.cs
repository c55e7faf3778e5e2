using System.Text.Json.Serialization;
using PiHub.PluginHost.Capabilities;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.State;

/// <summary>What the owner has agreed that a plugin may touch.</summary>
/// <remarks>Immutable; equality compares the lists by reference.</remarks>
public sealed record PluginGrant
{
    /// <summary>MQTT topic filters to subscribe to.</summary>
    public IReadOnlyList<string> Subscribe { get; init; } = [];

    /// <summary>MQTT topic filters to publish to.</summary>
    public IReadOnlyList<string> Publish { get; init; } = [];

    /// <summary>Hosts to connect to.</summary>
    public IReadOnlyList<string> Connect { get; init; } = [];

    /// <summary>Hardware ports to open.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];

    /// <summary>TCP ports to listen on.</summary>
    public IReadOnlyList<int> Listen { get; init; } = [];

    [JsonIgnore]
    internal bool IsEmpty => Subscribe.Count + Publish.Count + Connect.Count + Hardware.Count + Listen.Count == 0;

    /// <summary>All that a manifest asks for.</summary>
    internal static PluginGrant Of(PluginManifest manifest) => new()
    {
        Subscribe = manifest.Permissions.Subscribe,
        Publish = manifest.Permissions.Publish,
        Connect = manifest.Permissions.Connect,
        Hardware = manifest.Permissions.Hardware,
        Listen = manifest.Listener is { } listener ? [listener.Port] : [],
    };

    /// <summary>What <paramref name="asked"/> has beyond this.</summary>
    internal PluginGrant Missing(PluginGrant asked) => new()
    {
        Subscribe = Beyond(Subscribe, asked.Subscribe, TopicGrant.Covers),
        Publish = Beyond(Publish, asked.Publish, TopicGrant.Covers),
        Connect = Beyond(Connect, asked.Connect, (granted, host) => granted.Equals(host, StringComparison.OrdinalIgnoreCase)),
        Hardware = Beyond(Hardware, asked.Hardware, CoversPort),
        Listen = Beyond(Listen, asked.Listen, (granted, port) => granted == port),
    };

    /// <summary>Both together: what was granted once is not asked for again, so that a rollback needs no consent.</summary>
    internal PluginGrant With(PluginGrant more) => new()
    {
        Subscribe = [.. Subscribe.Union(more.Subscribe)],
        Publish = [.. Publish.Union(more.Publish)],
        Connect = [.. Connect.Union(more.Connect)],
        Hardware = [.. Hardware.Union(more.Hardware)],
        Listen = [.. Listen.Union(more.Listen)],
    };

    private static List<T> Beyond<T>(IReadOnlyList<T> granted, IReadOnlyList<T> asked, Func<T, T, bool> covers) =>
        [.. asked.Where(item => !granted.Any(given => covers(given, item)))];

    // A star at the end stands for any rest.
    private static bool CoversPort(string granted, string port) => granted == port
        || (granted.EndsWith('*') && port.StartsWith(granted[..^1], StringComparison.Ordinal));
}
