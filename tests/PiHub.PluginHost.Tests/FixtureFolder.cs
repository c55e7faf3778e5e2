using System.Text.Json.Nodes;

namespace PiHub.PluginHost.Tests;

/// <summary>The plugin folders that the build made of the fixtures.</summary>
internal static class FixtureFolder
{
    /// <summary>Copies a fixture's folder, with a changed manifest.</summary>
    /// <returns>The target.</returns>
    public static string Copy(string fixture, string target, Action<JsonNode>? edit = null)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
        string source = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../Fixtures.Plugins", fixture, "bin", configuration, "net10.0"));
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        string manifest = Path.Combine(target, "plugin.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(manifest))!; // the fixtures' manifests are JSON
        edit?.Invoke(json);
        File.WriteAllText(manifest, json.ToJsonString());
        return target;
    }
}
