using System.Reflection;

namespace PiHub.Api;

/// <summary>The version of this hub.</summary>
internal static class HubVersion
{
    public static string Text { get; } = typeof(HubVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
