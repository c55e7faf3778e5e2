using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Members;

/// <summary>A project logs through one class <c>Log</c> of generated methods, each with its own event id.</summary>
internal sealed class LogRule : IRule
{
    public string Name => "log-class";

    public IEnumerable<Violation> Check(SourceTree tree) => tree.ProductCSharp
        .SelectMany(file => file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => (file, method)))
        .SelectMany(entry => entry.method.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute")
            .Select(attribute => (entry.file, entry.method, attribute)))
        .GroupBy(entry => tree.ProjectOf(entry.file)?.Path ?? entry.file.Folder)
        .SelectMany(project => CheckProject([.. project]));

    private static IEnumerable<Violation> CheckProject(
        IReadOnlyList<(SourceFile File, MethodDeclarationSyntax Method, AttributeSyntax Attribute)> entries)
    {
        HashSet<int> ids = [];
        string home = entries.Select(entry => entry.File.Path).Order(StringComparer.Ordinal).FirstOrDefault(IsLogFile) ?? "Log.cs";
        foreach (var (file, method, attribute) in entries)
        {
            string subject = $"{file.Path}#{method.Identifier.Text}";
            if (file.Path != home || method.Parent is not ClassDeclarationSyntax { Identifier.Text: "Log" })
            {
                yield return new Violation(subject, $"log messages of a project stand in one class Log ({home})");
            }

            if (EventIdOf(attribute) is not { } id)
            {
                yield return new Violation(subject, "a log message has an event id, written as a number");
            }
            else if (!ids.Add(id))
            {
                yield return new Violation(subject, $"event id {id} is used twice in its project");
            }
        }
    }

    private static bool IsLogFile(string path) => Path.GetFileName(path) == "Log.cs";

    private static int? EventIdOf(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(argument =>
            (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.Text.Equals("EventId", StringComparison.OrdinalIgnoreCase) == true);
        AttributeArgumentSyntax? chosen = named
            ?? arguments.FirstOrDefault(argument => argument.NameEquals is null && argument.NameColon is null);
        return (chosen?.Expression as LiteralExpressionSyntax)?.Token.Value as int?;
    }
}
