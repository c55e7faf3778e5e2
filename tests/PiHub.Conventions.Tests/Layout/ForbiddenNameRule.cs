using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Layout;

/// <summary>No type and no folder has a name that says nothing.</summary>
internal sealed partial class ForbiddenNameRule : IRule
{
    public string Name => "empty-name";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        var types = from file in tree.CSharp
                    from type in file.Syntax.AllTypes()
                    let name = DeclaredTypes.TypeName(type)
                    where EmptySuffix().IsMatch(name)
                    select new Violation($"{file.Path}#{name}", "a type's name ends with a word that says nothing");
        var folders = from folder in tree.CSharp.Select(file => file.Folder).Distinct()
                      where folder.Split('/').Any(name => EmptyFolder().IsMatch(name))
                      select new Violation(folder, "a folder is named after its domain, not after a kind of code");
        return types.Concat(folders);
    }

    [GeneratedRegex("(Utils?|Utilit(y|ies)|Helpers?|Common|Managers?|Info|Data|Impl)$")]
    private static partial Regex EmptySuffix();

    [GeneratedRegex("^(Utils?|Utilities|Helpers?|Common|Managers?|Info|Data|Impl|Interfaces|Models)$")]
    private static partial Regex EmptyFolder();
}
