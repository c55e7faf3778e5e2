using System.Text.Json.Nodes;

namespace PiHub.PluginHost.Tests.Hazards;

/// <summary>What the hazard tests do with hosts and installed fixtures.</summary>
internal static class Fixture
{
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    /// <summary>Starts a host after a fixture's manifest was changed.</summary>
    public static async Task<TestHost> StartAsync(string fixture, Action<JsonNode> change, params string[] others)
    {
        TestHost host = await TestHost.CreateAsync(
            Ample, plugins => Change(plugins, fixture, change), [fixture, .. others]);
        await host.Registry.StartAsync();
        await host.Registry.Started;
        return host;
    }

    public static PluginSnapshot Of(this TestHost host, string id) =>
        host.Registry.Find(id) ?? throw new InvalidOperationException($"There is no plugin '{id}'.");

    /// <summary>What is wrong with a running plugin, in one text.</summary>
    public static string TroublesOf(this TestHost host, string id) =>
        string.Join("; ", host.Registry.FindSlot(id)?.Running?.Troubles ?? ["it does not run"]);

    /// <summary>Changes the manifest of a fixture in the folder of plugins.</summary>
    public static void Change(string plugins, string fixture, Action<JsonNode> change)
    {
        string file = Path.Combine(plugins, fixture, "plugin.json");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(file)) ?? throw new InvalidOperationException("The manifest is empty.");
        change(manifest);
        File.WriteAllText(file, manifest.ToJsonString());
    }
}
