using System.Collections.Frozen;
using System.Reflection;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Loading;

/// <summary>The assemblies that plugins share with the host: the SDK and the .NET and ASP.NET Core frameworks, nothing else.</summary>
internal static class SharedAssemblies
{
    private static readonly FrozenSet<string> Names = Find();

    public static bool Contains(AssemblyName name) => name.Name is not null && Names.Contains(name.Name);

    // The runtime's list holds the frameworks and the host's own folder; only the frameworks lie outside that folder. In a
    // self-contained host they all lie in one folder, where the frameworks' own public key tokens would have to tell them apart.
    private static FrozenSet<string> Find()
    {
        string platform = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return platform.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Append(typeof(IPlugin).Assembly.GetName().Name ?? "")
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
