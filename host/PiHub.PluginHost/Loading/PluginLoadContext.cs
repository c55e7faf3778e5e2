using System.Reflection;
using System.Runtime.Loader;

namespace PiHub.PluginHost.Loading;

/// <summary>One plugin's own world of assemblies: private but for <see cref="SharedAssemblies"/>, and collectible.</summary>
/// <remarks>Files are read into memory, not mapped, so that the folder can be replaced while the plugin runs.</remarks>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;

    public PluginLoadContext(string entryPath)
        : base(Path.GetFileNameWithoutExtension(entryPath), isCollectible: true) =>
        (_resolver, _folder) = (CreateResolver(entryPath), Path.GetDirectoryName(entryPath) ?? "");

    /// <summary>Told the size of each assembly that is loaded, in bytes; null: nobody.</summary>
    public Action<long>? Loaded { get; set; }

    public Assembly LoadFile(string path)
    {
        using var assembly = new MemoryStream(File.ReadAllBytes(path), writable: false);
        Loaded?.Invoke(assembly.Length);
        string symbols = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbols))
        {
            return LoadFromStream(assembly);
        }

        using var pdb = new MemoryStream(File.ReadAllBytes(symbols), writable: false);
        return LoadFromStream(assembly, pdb);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (SharedAssemblies.Contains(assemblyName))
        {
            return null; // the default context has it, whatever copy the plugin brought
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFile(path)
            : throw new FileNotFoundException(
                $"The plugin needs the assembly '{assemblyName.Name}', which is neither in its folder nor part of the SDK or the framework.");
    }

    // The resolver knows what the plugin's .deps.json lists; a library that was put beside the plugin by hand is not in it.
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName)
            ?? new[] { $"lib{unmanagedDllName}.so", $"{unmanagedDllName}.so", unmanagedDllName }
                .Select(name => Path.Combine(_folder, Path.GetFileName(name)))
                .FirstOrDefault(File.Exists);
        return path is not null ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    // The runtime's own message is several lines of its internals.
    private static AssemblyDependencyResolver CreateResolver(string entryPath)
    {
        try
        {
            return new AssemblyDependencyResolver(entryPath);
        }
        catch (InvalidOperationException exception)
        {
            string list = Path.ChangeExtension(Path.GetFileName(entryPath), ".deps.json");
            throw new InvalidOperationException($"'{list}' cannot be used; copy the package's whole output folder again", exception);
        }
    }
}
