using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Samples;

/// <summary>A small tree that keeps or breaks one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Subject">The subject of the only violation, or empty when the tree keeps the rule.</param>
/// <param name="Files">Paths and texts.</param>
internal sealed record Sample(string Rule, string Subject, params IReadOnlyList<(string Path, string Text)> Files)
{
    public SourceTree Tree => new([.. Files.Select(file => new SourceFile(file.Path, file.Text))]);
}
