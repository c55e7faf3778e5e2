namespace PiHub.PluginHost.Packages;

/// <summary>How a package is installed.</summary>
public sealed record InstallOptions
{
    /// <summary>Whether a plugin that is new to the hub is switched on; one that is known stays as its owner left it.</summary>
    /// <value>false</value>
    public bool Enable { get; init; }

    /// <summary>Whether the owner has agreed to all that the manifest asks for.</summary>
    /// <value>false</value>
    public bool Consent { get; init; }

    /// <summary>Where it came from, for the log: <c>upload</c>, <c>command line</c>, <c>folder</c>.</summary>
    /// <value>empty</value>
    public string Source { get; init; } = "";
}
