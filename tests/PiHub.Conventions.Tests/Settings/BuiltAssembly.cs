using System.Reflection;
using System.Runtime.Loader;

namespace PiHub.Conventions.Tests.Settings;

/// <summary>Loads one built assembly with its neighbours, apart from those of other projects.</summary>
internal sealed class BuiltAssembly(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The types named <c>*Options</c> that can be created.</summary>
    public IReadOnlyList<Type> OptionsTypes => [.. LoadableTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)
            && type is { IsClass: true, IsAbstract: false, IsNested: false }
            && type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is not null)];

    // A library's output folder lacks its packages, so types that are made of a package's types cannot be loaded; options never are.
    private IEnumerable<Type> LoadableTypes()
    {
        try
        {
            return LoadFromAssemblyPath(path).GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string neighbour = Path.Combine(Path.GetDirectoryName(path) ?? "", $"{assemblyName.Name}.dll");
        string? found = _resolver.ResolveAssemblyToPath(assemblyName) ?? (File.Exists(neighbour) ? neighbour : null);
        return found is null ? null : LoadFromAssemblyPath(found);
    }
}
