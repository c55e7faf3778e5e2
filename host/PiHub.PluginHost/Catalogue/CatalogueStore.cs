using System.Text.Json;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Keeps the last good index on disk, so that the catalogue is there without the network.</summary>
internal sealed class CatalogueStore(string folder)
{
    private string IndexPath => Path.Combine(folder, "index.json");

    private string OriginPath => Path.Combine(folder, "origin.json");

    /// <summary>The kept index of a source; null when there is none.</summary>
    public (byte[] Json, CatalogueOrigin Origin)? Load(Uri source)
    {
        try
        {
            CatalogueOrigin? origin = JsonSerializer.Deserialize(File.ReadAllBytes(OriginPath), CatalogueJson.Default.CatalogueOrigin);
            return origin?.Source == source.ToString() ? (File.ReadAllBytes(IndexPath), origin) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // it is fetched again
        }
    }

    /// <summary>Keeps an index; null keeps the one that is there under a new origin.</summary>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public void Save(byte[]? json, CatalogueOrigin origin)
    {
        Directory.CreateDirectory(folder);
        if (json is not null)
        {
            File.Delete(OriginPath); // a cut between the two leaves no mark that does not fit
            Replace(IndexPath, json);
        }

        Replace(OriginPath, JsonSerializer.SerializeToUtf8Bytes(origin, CatalogueJson.Default.CatalogueOrigin));
    }

    private static void Replace(string path, byte[] content)
    {
        string draft = path + ".tmp";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
