using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Projects;

/// <summary>What the compiled assemblies really refer to; a project that is not built in this configuration is left out.</summary>
public sealed class AssemblyReferenceTests
{
    [Fact]
    public void Assemblies_Compiled_ReferOneWay()
    {
        // Not the fixtures: a stand-in for another SDK bears the SDK's name.
        Dictionary<string, string> projects = Repository.Tree.Projects
            .Where(project => !project.Path.StartsWith("tests/Fixtures.Plugins/", StringComparison.Ordinal))
            .ToDictionary(Repository.AssemblyName, project => project.Path);
        var refused = from project in Repository.Tree.Projects
                      let assembly = Repository.AssemblyOf(project)
                      where assembly is not null
                      from name in ReferencesOf(assembly)
                      where projects.ContainsKey(name)
                      let reason = Dependencies.Refuse(project.Path, projects[name])
                      where reason is not null
                      select $"{project.Path} uses {name}: {reason}";
        Expect.Nothing(refused);
    }

    [Fact]
    public void References_OfThisAssembly_AreRead() =>
        Assert.Contains("Microsoft.CodeAnalysis.CSharp", ReferencesOf(typeof(AssemblyReferenceTests).Assembly.Location));

    private static string[] ReferencesOf(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
