using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Pages;

/// <summary>Finds where a page leads to. The given names are null where the answer of a route gives them.</summary>
internal static class PageLinks
{
    public static IEnumerable<(string From, string Element, string Target, string[]? Given)> Of(PluginPage page) =>
        page.Elements.SelectMany(Of).Select(link => (page.Id, link.Element, link.Target, link.Given));

    private static IEnumerable<(string Element, string Target, string[]? Given)> Of(PageElement element)
    {
        string name = PageRules.NameOf(element);
        IEnumerable<(string Target, string[]? Given)> own = element switch
        {
            PageTable table => OfColumns(table.Columns)
                .Concat(table.RowPage is { } row ? [(row, null)] : [])
                .Concat(OfForms([table.Create, table.Edit]))
                .Concat(table.RowActions.Concat(table.BulkActions).SelectMany(OfAction)),
            PageDetail detail => OfColumns(detail.Lines).Concat(OfForms([detail.Edit])).Concat(detail.Actions.SelectMany(OfAction)),
            PageTiles tiles => OfColumns(tiles.Tiles),
            PageForm form => OfForms([form]),
            PageAction action => OfAction(action),
            _ => [],
        };
        IEnumerable<PageElement> inner = element switch
        {
            PageTabs tabs => tabs.Tabs,
            PageSection section => section.Elements,
            _ => [],
        };
        return own.Select(link => (name, link.Target, link.Given)).Concat(inner.SelectMany(Of));
    }

    private static IEnumerable<(string, string[]?)> OfColumns(IEnumerable<PageColumn> columns) =>
        from column in columns
        where column.LinkPage is not null
        select (column.LinkPage, (string[]?)[.. column.LinkParameters.Select(each => each.Split('=')[0])]);

    private static IEnumerable<(string, string[]?)> OfForms(IEnumerable<PageForm?> forms) =>
        forms.Where(form => form?.DonePage is not null).Select(form => (form?.DonePage ?? "", (string[]?)null));

    private static IEnumerable<(string, string[]?)> OfAction(PageAction action) =>
        action.DonePage is { } target ? [(target, null)] : [];
}
