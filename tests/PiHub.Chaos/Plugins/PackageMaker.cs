using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace PiHub.Chaos.Plugins;

/// <summary>Makes packages of any version out of a plugin's folder.</summary>
internal static class PackageMaker
{
    /// <summary>A package file's bytes.</summary>
    /// <param name="folder">The folder of a complete plugin.</param>
    /// <param name="version">The version that its manifest shall tell.</param>
    public static byte[] Make(string folder, string version)
    {
        using MemoryStream package = new();
        using (ZipArchive archive = new(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(folder, file);
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(name == "plugin.json" ? Encoding.UTF8.GetBytes(Manifest(file, version)) : File.ReadAllBytes(file));
            }
        }

        return package.ToArray();
    }

    private static string Manifest(string file, string version)
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(file)) ?? throw new InvalidOperationException($"{file} is empty.");
        manifest["version"] = version;
        return manifest.ToJsonString();
    }
}
