namespace PiHub.EndToEnd.Hub;

/// <summary>Where the built hub and the repository are.</summary>
internal static class Artifacts
{
    public static string Repository { get; } = FindRepository();

    /// <summary>The executable that <c>./build.sh build</c> made.</summary>
    public static string Executable { get; } = Require(Path.Combine(Repository, "artifacts", "pihub", "pihub"));

    /// <summary>Where screenshots of a test run go.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "screenshots")).FullName;

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PiHub.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    private static string Require(string file) => File.Exists(file)
        ? file
        : throw new FileNotFoundException($"'{file}' is missing. Run ./build.sh build first.");
}
