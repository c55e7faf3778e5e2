using System.Text.RegularExpressions;
using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Pages;

/// <summary>Refuses pages that could not work, when the author can still be told where.</summary>
internal static partial class PageRules
{
    // The web interface has pages of its own at these places.
    private static readonly string[] ReservedIds = ["logs", "settings"];

    private static readonly string[] Ranges = ["1h", "24h", "3d", "7d", "30d", "1y"];

    /// <summary>Checks a page by itself.</summary>
    /// <exception cref="ArgumentException">It cannot work; the message names page and element.</exception>
    public static void Check(PluginPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        Require(PageId().IsMatch(page.Id), $"The page id '{page.Id}' is not 1 to 63 characters a-z, 0-9 and '-', the first a letter or digit.");
        Require(!ReservedIds.Contains(page.Id), $"The page id '{page.Id}' is used by the web interface itself; choose another one.");
        Require(!string.IsNullOrWhiteSpace(page.Title), $"The page '{page.Id}' has no title.");
        Require(page.Elements is not null, $"The page '{page.Id}' has no list of elements.");
        foreach (string parameter in page.Parameters)
        {
            Require(
                FieldName().IsMatch(parameter) && parameter != "tab",
                $"The parameter '{parameter}' of the page '{page.Id}' is not a name of a-z, 0-9 and '_' other than 'tab'.");
        }

        CheckAll(page.Elements ?? [], new PageScope(page.Id, page.Parameters));
    }

    /// <summary>Checks that pages are linked which are there, with all their parameters.</summary>
    /// <exception cref="ArgumentException">A link leads nowhere; the message names page and element.</exception>
    public static void CheckLinks(IReadOnlyList<PluginPage> pages)
    {
        Dictionary<string, PluginPage> known = pages.ToDictionary(page => page.Id, StringComparer.Ordinal);
        foreach ((string from, string element, string target, string[]? given) in pages.SelectMany(PageLinks.Of))
        {
            Require(
                known.TryGetValue(target, out PluginPage? page),
                $"The {element} of the page '{from}' leads to the page '{target}', which the plugin does not have.");
            string? missing = given is null ? null : page?.Parameters.FirstOrDefault(name => !given.Contains(name));
            Require(missing is null, $"The {element} of the page '{from}' gives no '{missing}' to the page '{target}'.");
        }
    }

    private static void CheckAll(IReadOnlyList<PageElement> elements, PageScope scope)
    {
        foreach (PageElement element in elements)
        {
            CheckOne(element, scope.Below(NameOf(element)));
        }
    }

    private static void CheckOne(PageElement element, PageScope scope)
    {
        switch (element)
        {
            case PageTable table:
                CheckTable(table, scope);
                break;
            case PageForm form:
                FormRules.CheckForm(form, scope);
                break;
            case PageAction action:
                FormRules.CheckAction(action, scope);
                break;
            case PageDetail detail:
                CheckDetail(detail, scope);
                break;
            case PageTiles tiles:
                scope.RequireOneOf(tiles.Source, tiles.Device);
                scope.RequireRoute(tiles.Source, "source");
                scope.RequireKnown(tiles.Device, "device");
                CheckColumns(tiles.Tiles, scope, "tiles");
                break;
            case PageChart chart:
                CheckChart(chart, scope);
                break;
            case PageUpload upload:
                scope.RequireRoute(upload.Route, "route");
                break;
            case PageTabs tabs:
                scope.Require(tabs.Tabs is { Count: > 0 }, "has no tabs");
                scope.Require(tabs.Tabs.All(tab => !string.IsNullOrWhiteSpace(tab.Title)), "has a tab without a title");
                scope.Require(tabs.Tabs.DistinctBy(tab => tab.Title).Count() == tabs.Tabs.Count, "has two tabs with the same title");
                CheckAll(tabs.Tabs, scope);
                break;
            case PageSection section:
                scope.Require(section.ColumnCount is >= 1 and <= 4, "must have 1 to 4 columns");
                CheckAll(section.Elements, scope);
                break;
            case PageText text:
                scope.Require(!string.IsNullOrWhiteSpace(text.Text), "has no text");
                break;
            case PageCustomElement custom:
                CheckCustom(custom, scope);
                break;
        }
    }

    private static void CheckTable(PageTable table, PageScope scope)
    {
        scope.RequireRoute(table.Source, "source");
        CheckColumns(table.Columns, scope, "columns");
        scope.Require(table.PageLength is >= 1 and <= 500, "must have pages of 1 to 500 rows");
        scope.Require(table.BulkActions.Count == 0 || table.KeyField is not null, "needs a key field for actions on several rows");
        PageScope row = scope.With([.. FieldsOf(table.Columns), .. table.KeyField is { } key ? new[] { key } : []]);
        if (table.Create is { } create)
        {
            FormRules.CheckForm(create, scope.Below("form to create"));
        }

        if (table.Edit is { } edit)
        {
            FormRules.CheckForm(edit, row.Below("form to edit"));
        }

        foreach (PageAction action in table.RowActions)
        {
            FormRules.CheckAction(action, row.Below(NameOf(action)));
        }

        foreach (PageAction action in table.BulkActions)
        {
            FormRules.CheckAction(action, scope.Below(NameOf(action)));
        }
    }

    private static void CheckDetail(PageDetail detail, PageScope scope)
    {
        scope.RequireRoute(detail.Source, "source");
        CheckColumns(detail.Lines, scope, "lines");
        PageScope thing = scope.With(FieldsOf(detail.Lines));
        if (detail.Edit is { } edit)
        {
            FormRules.CheckForm(edit, thing.Below("form to edit"));
        }

        foreach (PageAction action in detail.Actions)
        {
            FormRules.CheckAction(action, thing.Below(NameOf(action)));
        }
    }

    private static void CheckColumns(IReadOnlyList<PageColumn> columns, PageScope scope, string what)
    {
        scope.Require(columns is { Count: > 0 }, $"has no {what}");
        foreach (PageColumn column in columns)
        {
            scope.Require(!string.IsNullOrWhiteSpace(column.Field), $"has {what} without a field");
            scope.Require(column.IsHidden || !string.IsNullOrWhiteSpace(column.Heading), $"has no heading for '{column.Field}'");
            scope.Require(column.Decimals is null or (>= 0 and <= 6), $"must show '{column.Field}' with 0 to 6 decimals");
            scope.Require(
                column.Kind != ColumnKind.Money || column.CurrencyField is not null || column.Unit is { Length: 3 },
                $"needs a currency field, or a currency such as EUR as unit, for '{column.Field}'");
        }
    }

    private static void CheckChart(PageChart chart, PageScope scope)
    {
        scope.RequireOneOf(chart.Source, chart.Device);
        scope.RequireRoute(chart.Source, "source");
        scope.RequireKnown(chart.Device, "device");
        scope.Require(chart.Source is null || !string.IsNullOrEmpty(chart.XField), "needs the field of its horizontal axis");
        scope.Require(chart.Device is null || chart.Kind == ChartKind.Line, "can draw readings only as lines");
        scope.Require(!chart.IsOverTime || chart.Kind is ChartKind.Line, "can draw only lines over time");
        scope.Require(chart.Range is null || Ranges.Contains(chart.Range), $"has the range '{chart.Range}', which is none of {string.Join(", ", Ranges)}");
        scope.Require(chart.Range is null || chart.Device is not null || chart.IsOverTime, "has a range, but is not over time");
        scope.Require(chart.Series is { Count: >= 1 and <= 6 }, "must have 1 to 6 series");
    }

    private static void CheckCustom(PageCustomElement custom, PageScope scope)
    {
        scope.Require(
            Tag().IsMatch(custom.Tag) && !custom.Tag.StartsWith("ph-", StringComparison.Ordinal),
            $"has the tag '{custom.Tag}', which is not of small letters with a dash, or begins with the hub's own 'ph-'");
        scope.Require(
            PageScope.IsRelative(custom.Module) && (custom.Module.EndsWith(".js", StringComparison.Ordinal) || custom.Module.EndsWith(".mjs", StringComparison.Ordinal)),
            $"has the module '{custom.Module}', which is not a .js file inside of wwwroot");
        scope.Require(
            custom.Attributes.Keys.All(name => Attribute().IsMatch(name)),
            "has an attribute that is not of small letters, or would be a script");
    }

    private static IEnumerable<string> FieldsOf(IEnumerable<PageColumn> columns) => columns.Select(column => column.Field);

    internal static string NameOf(PageElement element)
    {
        string kind = element.GetType().Name.Replace("Page", "", StringComparison.Ordinal).ToLowerInvariant();
        return ((element as PageAction)?.Label ?? element.Title) is { } name ? $"{kind} '{name}'" : kind;
    }

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new ArgumentException(message);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex PageId();

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    internal static partial Regex FieldName();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)+$")]
    private static partial Regex Tag();

    [GeneratedRegex("^(?!on)[a-z][a-z0-9-]*$")]
    private static partial Regex Attribute();
}
