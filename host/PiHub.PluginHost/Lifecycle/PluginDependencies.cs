using PiHub.PluginHost.Manifests;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>What plugins need of each other.</summary>
internal sealed class PluginDependencies(Func<string, PluginSlot?> find)
{
    /// <summary>Whether all that a plugin needs is at work.</summary>
    /// <returns>What it waits for, without a full stop; null when it can run.</returns>
    public string? WhatIsMissing(PluginManifest manifest) =>
        Broken(manifest) ?? manifest.Dependencies.Select(need => find(need.Id)).FirstOrDefault(other => other?.State.IsUp() == false) switch
        {
            { } other => $"it waits for the plugin '{other.Id}', which is {Word(other.State)}",
            null => null,
        };

    /// <summary>Whether something that a plugin needs is gone and does not come back by itself in a moment.</summary>
    /// <returns>What, without a full stop; null when a plugin that runs can go on: a change of version on the other side is waited out.</returns>
    public string? Broken(PluginManifest manifest) =>
        manifest.Dependencies.Select(need => Broken(need, manifest)).FirstOrDefault(trouble => trouble is not null);

    /// <summary>All plugins in an order in which they can be started: first what others need, otherwise by id. Those in a circle come last.</summary>
    public static IReadOnlyList<PluginSlot> InStartOrder(IEnumerable<PluginSlot> slots)
    {
        List<PluginSlot> left = [.. slots.OrderBy(slot => slot.Id, StringComparer.Ordinal)];
        var ordered = new List<PluginSlot>(left.Count);
        while (left.Count > 0)
        {
            PluginSlot next = left.Find(slot => !left.Exists(other => other != slot && Needs(slot, other.Id))) ?? left[0];
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    public static bool Needs(PluginSlot slot, string id) =>
        slot.Folder.Manifest?.Dependencies.Any(dependency => dependency.Id == id) == true;

    private string? Broken(PluginDependency need, PluginManifest manifest)
    {
        if (FindCircle(need.Id, manifest) is { } circle)
        {
            return $"its dependencies form a circle: {circle}";
        }

        if (find(need.Id) is not { } other)
        {
            return $"it needs the plugin '{need.Id}', which is not installed";
        }

        string version = other.Folder.Manifest?.Version ?? "";
        if (!VersionRange.TryParse(need.Version, out VersionRange? range))
        {
            return $"its dependency on '{need.Id}' must have a range of versions with both ends, such as '>=1.0.0 <2.0.0'";
        }

        if (!other.State.IsChanging() && other.State != PluginState.Incompatible && !range.Contains(other.Folder.Version))
        {
            return $"it needs the plugin '{need.Id}' {range}, and {version} is installed";
        }

        return !other.IsEnabled ? $"it waits for the plugin '{need.Id}', which is disabled"
            : other.State.IsChanging() ? null
            : other.State.IsUp() ? (Chain(other) is null ? null : $"it waits for the plugin '{need.Id}', which waits for another one")
            : $"it waits for the plugin '{need.Id}', which is {Word(other.State)}";
    }

    private string? Chain(PluginSlot other) => other.Folder.Manifest is { } manifest ? Broken(manifest) : null;

    // The way from a need back to the plugin itself.
    private string? FindCircle(string need, PluginManifest manifest)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        return Walk(need, manifest.Id);

        string? Walk(string id, string path) => id == manifest.Id
            ? $"{path} → {id}"
            : !visited.Add(id)
                ? null
                : find(id)?.Folder.Manifest?.Dependencies
                    .Select(next => Walk(next.Id, $"{path} → {id}"))
                    .FirstOrDefault(circle => circle is not null);
    }

    private static string Word(PluginState state) => state.ToString().ToLowerInvariant();
}
