using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests;

/// <summary>One house rule, checked over a tree of sources.</summary>
internal interface IRule
{
    /// <summary>The rule's name in messages and in the exception list, in kebab-case.</summary>
    string Name { get; }

    /// <summary>What breaks the rule.</summary>
    IEnumerable<Violation> Check(SourceTree tree);
}
