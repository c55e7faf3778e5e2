using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Pages;

/// <summary>The files in a plugin's <c>wwwroot</c>, under a tag that changes with them, so that browsers may keep them for ever.</summary>
internal sealed class PluginAssets
{
    private const string FolderName = "wwwroot";

    // A link could lead anywhere, even back into a folder above it.
    private static readonly EnumerationOptions Served = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
    };

    private readonly string _root;

    private PluginAssets(string root, string tag) => (_root, Tag) = (root, tag);

    /// <summary>The version, and a digest of what the folder holds: the same version may be installed with other content.</summary>
    public string Tag { get; }

    /// <summary>The files of a plugin's folder; null when it has none.</summary>
    public static PluginAssets? Of(string folder, PluginManifest manifest)
    {
        string root = Path.Combine(folder, FolderName);
        if (!Directory.Exists(root))
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(root, "*", Served).Order(StringComparer.Ordinal))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            using FileStream stream = File.OpenRead(file);
            digest.AppendData(SHA256.HashData(stream));
        }

        return new PluginAssets(root, $"{manifest.Version}-{Convert.ToHexStringLower(digest.GetHashAndReset())[..8]}");
    }

    public string UrlPath(string id) => $"/{PluginAssetRequests.Segment}/{id}/{Uri.EscapeDataString(Tag)}/";

    /// <summary>A file; null when there is none of that name. No name leads out of the folder, and none to a hidden file.</summary>
    public IFileInfo? Find(string path)
    {
        using var files = new PhysicalFileProvider(_root, ExclusionFilters.Sensitive);
        IFileInfo file = files.GetFileInfo(path);
        return file is { Exists: true, IsDirectory: false } && !LeadsElsewhere(file) ? file : null;
    }

    // A link may be planted by whoever writes the package; what it points to is not a part of it.
    private bool LeadsElsewhere(IFileInfo file)
    {
        for (FileSystemInfo? each = new FileInfo(file.PhysicalPath ?? _root); each is not null && each.FullName.Length > _root.Length;
            each = each is FileInfo leaf ? leaf.Directory : (each as DirectoryInfo)?.Parent)
        {
            if (each.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
