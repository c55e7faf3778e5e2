namespace PiHub.Conventions.Tests.Projects;

/// <summary>Which project may refer to which; paths of project files from the root.</summary>
internal static class Dependencies
{
    private static readonly string[] BelowPlugins = ["PiHub.Mqtt", "PiHub.Recorder", "PiHub.Sqlite"];
    private static readonly string[] AbovePlugins = ["PiHub.PluginHost", "PiHub.Api"];

    /// <summary>Why a reference is not allowed, or null when it is.</summary>
    public static string? Refuse(string from, string to)
    {
        string source = Path.GetFileNameWithoutExtension(from), target = Path.GetFileNameWithoutExtension(to);
        return Top(from) switch
        {
            "tests" => null,
            _ when Top(to) == "tests" => "only tests refer to tests",
            _ when target == "PiHub.Host" => "nothing refers to PiHub.Host",
            "sdk" when source == "PiHub.Sdk" => "the SDK refers to nothing of ours",
            "sdk" when Top(to) != "sdk" => "sdk refers to sdk only",
            "plugins" when target != "PiHub.Sdk" => "a plugin refers to PiHub.Sdk only",
            "hal" when target != "PiHub.Sdk" && !(target == "PiHub.Hal" && IsDriver(from)) => "hal refers to PiHub.Sdk, a driver also to PiHub.Hal",
            "host" when Top(to) != "host" && target is not ("PiHub.Sdk" or "PiHub.Hal") => "host refers to host, PiHub.Sdk and PiHub.Hal",
            "host" when source == "PiHub.Mqtt" && target == "PiHub.Recorder" => "the broker knows nothing of the recorder",
            "host" when BelowPlugins.Contains(source) && AbovePlugins.Contains(target) => "broker and recorder know nothing of plugins and API",
            _ => null,
        };
    }

    private static bool IsDriver(string project) => project.StartsWith("hal/drivers/", StringComparison.Ordinal);

    private static string Top(string project) => project.Split('/')[0];
}
