using System.Text.RegularExpressions;
using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Pages;

/// <summary>Refuses forms and actions that could not work.</summary>
internal static class FormRules
{
    private static readonly string[] FormMethods = ["POST", "PUT", "PATCH"];
    private static readonly string[] ActionMethods = [.. FormMethods, "DELETE"];

    public static void CheckForm(PageForm form, PageScope scope)
    {
        scope.Require(form.Fields is { Count: > 0 }, "has no fields");
        scope.Require(FormMethods.Contains(form.Method), $"has the method '{form.Method}', which is none of {string.Join(", ", FormMethods)}");
        scope.RequireRoute(form.Source, "source");
        CheckFields(form.Fields, scope);
        scope.With(form.Fields.Select(field => field.Name)).RequireRoute(form.Route, "route");
    }

    public static void CheckAction(PageAction action, PageScope scope)
    {
        scope.Require(!string.IsNullOrWhiteSpace(action.Label), "has no label");
        scope.Require(
            ActionMethods.Contains(action.Method) || (action is { Method: "GET", IsDownload: true, Arguments.Count: 0 }),
            $"has the method '{action.Method}', which is none of {string.Join(", ", ActionMethods)}; GET is for downloads without arguments");
        CheckFields(action.Arguments, scope);
        scope.With(action.Arguments.Select(field => field.Name)).RequireRoute(action.Route, "route");
        scope.RequireKnown(action.Confirmation, "confirmation");
    }

    private static void CheckFields(IReadOnlyList<PageField> fields, PageScope scope)
    {
        HashSet<string> names = [.. fields.Select(field => field.Name)];
        scope.Require(names.Count == fields.Count, "has two fields of the same name");
        PageScope inside = scope.With(names);
        foreach (PageField field in fields)
        {
            CheckField(field, names, inside);
        }
    }

    private static void CheckField(PageField field, HashSet<string> names, PageScope scope)
    {
        scope.Require(PageRules.FieldName().IsMatch(field.Name), $"has the field '{field.Name}', whose name is not of a-z, 0-9 and '_'");
        scope.Require(
            field.Kind != FieldKind.Choice || field.Choices.Count > 0 != field.ChoicesRoute is not null,
            $"needs either choices or a route of choices for the field '{field.Name}'");
        scope.RequireRoute(field.ChoicesRoute, $"choices of '{field.Name}'");
        scope.Require(
            field.Kind != FieldKind.Metric || (field.DeviceField is { } device && names.Contains(device)),
            $"needs the field of the device for the metric '{field.Name}'");
        scope.Require(
            field.VisibleWhen is null || names.Contains(field.VisibleWhen.Split('=')[0]),
            $"shows '{field.Name}' when '{field.VisibleWhen}', which names no field of it");
        scope.Require(field.Min is null || field.Max is null || field.Min <= field.Max, $"permits no number for the field '{field.Name}'");
        scope.Require(field.Step is null or > 0, $"has a step for the field '{field.Name}' that is not positive");
        scope.Require(IsPattern(field.Pattern), $"has the pattern '{field.Pattern}', which is not a regular expression");
        scope.Require(
            field.Kind == FieldKind.List == field.Fields.Count > 0 && field.Fields.All(each => each.Kind != FieldKind.List),
            $"must have fields for the rows of a list, and only there, and no list in a list: '{field.Name}'");
        CheckFields(field.Fields, scope);
    }

    private static bool IsPattern(string? pattern)
    {
        if (pattern is null)
        {
            return true;
        }

        try
        {
            return new Regex(pattern).Options == RegexOptions.None;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
