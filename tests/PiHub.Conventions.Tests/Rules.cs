using PiHub.Conventions.Tests.Documents;
using PiHub.Conventions.Tests.Layout;
using PiHub.Conventions.Tests.Members;
using PiHub.Conventions.Tests.Projects;

namespace PiHub.Conventions.Tests;

/// <summary>Every rule, by name.</summary>
internal static class Rules
{
    public static IReadOnlyDictionary<string, IRule> All { get; } = new IRule[]
    {
        new FileSizeRule(),
        new MedianSizeRule(),
        new NamespaceRule(),
        new PublicTypeRule(),
        new ForbiddenNameRule(),
        new MethodSizeRule(),
        new ConstructorRule(),
        new UnitSuffixRule(),
        new LogRule(),
        new OpenEndRule(),
        new MachineTraceRule(),
        new ProjectReadmeRule(),
        new PluginReadmeRule(),
        new ProjectFileRule(),
        new ReferenceRule(),
        new DomainNameRule(),
    }.ToDictionary(rule => rule.Name);
}
