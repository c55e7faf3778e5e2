using System.Diagnostics;

namespace PiHub.Conventions.Tests.Sources;

/// <summary>The repository that this test was built from.</summary>
internal static class Repository
{
    private const long MaximumFileBytes = 2 << 20;

    // A solution of its own with names to be replaced: the test that follows the author's guide compiles it.
    private const string Template = "sdk/template/content/";

    private static readonly string[] BinaryExtensions = [".png", ".ico", ".jpg", ".woff2", ".pdf", ".zip", ".db"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the configuration that these tests were built in.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeLast(2).First();

    /// <summary>Every text file that is, or would be, under version control.</summary>
    public static SourceTree Tree { get; } = new([.. ListFiles()
        .Where(path => !path.StartsWith(Template, StringComparison.Ordinal) && !BinaryExtensions.Contains(Path.GetExtension(path)))
        .Select(path => (path, file: new FileInfo(Path.Combine(Root, path))))
        .Where(entry => entry.file.Exists && entry.file.Length <= MaximumFileBytes)
        .Select(entry => new SourceFile(entry.path, File.ReadAllText(entry.file.FullName)))]);

    /// <summary>A project's assembly, where the build put it, or null when it was not built.</summary>
    public static string? AssemblyOf(SourceFile project)
    {
        string folder = Path.Combine(Root, project.Folder, "bin", Configuration, "net10.0");
        string path = Path.Combine(folder, $"{AssemblyName(project)}.dll");
        return File.Exists(path) ? path : null;
    }

    public static string AssemblyName(SourceFile project) =>
        System.Xml.Linq.XDocument.Parse(project.Text).Descendants("AssemblyName").FirstOrDefault()?.Value ?? project.Name;

    private static string[] ListFiles()
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "-co", "--exclude-standard", "-z"])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("git did not start.");
        string[] files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? files : throw new InvalidOperationException("The conventions need a git checkout.");
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PiHub.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("PiHub.sln is in no folder above the tests.");
    }
}
