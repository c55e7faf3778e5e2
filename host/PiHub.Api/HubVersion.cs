using System.Reflection;

namespace PiHub.Api;

/// <summary>The version of this hub.</summary>
public static class HubVersion
{
    /// <summary>The version as the build gave it, without its commit, e.g. <c>0.3.0</c>.</summary>
    public static string Text { get; } = typeof(HubVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
