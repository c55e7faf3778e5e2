using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Browser;

/// <summary>Makes packages out of the fixture plugins, as a browser sends them.</summary>
internal static class PluginPackage
{
    /// <summary>A package file.</summary>
    /// <param name="fixture">The fixture plugin's folder, e.g. <c>Probe</c>; the build has made it in this project's configuration.</param>
    /// <param name="change">What its manifest shall say instead.</param>
    public static FilePayload Make(string fixture, Action<JsonNode>? change = null)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
        string folder = Path.Combine(Artifacts.Repository, "tests/Fixtures.Plugins", fixture, "bin", configuration, "net10.0");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "plugin.json")))
            ?? throw new InvalidOperationException($"The manifest of {fixture} is empty.");
        change?.Invoke(manifest);
        using MemoryStream package = new();
        using (ZipArchive archive = new(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(folder, file);
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(name == "plugin.json" ? Encoding.UTF8.GetBytes(manifest.ToJsonString()) : File.ReadAllBytes(file));
            }
        }

        return new FilePayload
        {
            Name = $"{manifest["id"]}-{manifest["version"]}.pihub", MimeType = "application/octet-stream", Buffer = package.ToArray(),
        };
    }
}
