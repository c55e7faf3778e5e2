using System.Xml.Linq;

namespace PiHub.Conventions.Tests.Sources;

/// <summary>The repository's own text files, or a sample of some.</summary>
internal sealed class SourceTree(IReadOnlyList<SourceFile> files)
{
    private static readonly string[] ProductFolders = ["sdk/", "hal/", "host/", "plugins/"];

    public IReadOnlyList<SourceFile> Files { get; } = files;

    /// <summary>C# sources of products and tests.</summary>
    public IEnumerable<SourceFile> CSharp => Files.Where(file => file.Extension == ".cs");

    /// <summary>C# sources of products only.</summary>
    public IEnumerable<SourceFile> ProductCSharp =>
        CSharp.Where(file => ProductFolders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)));

    public IEnumerable<SourceFile> Projects => Files.Where(file => file.Extension == ".csproj");

    public SourceFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>The project that a file belongs to: the nearest project file above it.</summary>
    public SourceFile? ProjectOf(SourceFile file) => Projects
        .Where(project => $"{file.Folder}/".StartsWith($"{project.Folder}/", StringComparison.Ordinal))
        .MaxBy(project => project.Folder.Length);

    /// <summary>The projects that a project refers to, as paths from the root.</summary>
    public static IEnumerable<string> ReferencesOf(SourceFile project) => XDocument.Parse(project.Text)
        .Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")?.Value.Replace('\\', '/'))
        .OfType<string>()
        .Select(include => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", project.Folder, include))));
}
