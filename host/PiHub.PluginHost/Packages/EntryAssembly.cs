using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Packages;

/// <summary>Looks into a plugin's entry assembly without loading it.</summary>
internal static class EntryAssembly
{
    private const string OwnPrefix = "PiHub.";

    /// <summary>What is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reasons">Where mistakes are noted.</param>
    public static void Check(string path, RefusalReasons reasons)
    {
        string name = Path.GetFileName(path);
        try
        {
            using var reader = new PEReader(File.OpenRead(path));
            if (!reader.HasMetadata)
            {
                reasons.Add($"'{name}' is no .NET assembly: name the plugin's own .dll as entry");
                return;
            }

            MetadataReader metadata = reader.GetMetadataReader();
            string[] references = [.. metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
            string? sdk = typeof(IPlugin).Assembly.GetName().Name;
            foreach (string reference in references.Where(reference =>
                reference.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase) && reference != sdk))
            {
                reasons.Add($"'{name}' uses {EntryNames.Shown(reference)}, which belongs to the hub: a plugin uses {sdk} alone");
            }

            if (!references.Contains(sdk))
            {
                reasons.Add($"'{name}' does not use {sdk}, so no plugin is in it: name the plugin's own .dll as entry");
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or ArgumentException)
        {
            reasons.Add($"'{name}' is no .NET assembly: name the plugin's own .dll as entry");
        }
    }
}
