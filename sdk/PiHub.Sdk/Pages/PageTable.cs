namespace PiHub.Sdk.Pages;

/// <summary>A table over a route of the plugin's own API, with sorting, search, filters, pages, forms and actions.</summary>
/// <remarks>
/// What the reader chose (sort, search, filters, page) is in the address of the page, so that it can be shared. On a phone each row
/// is a block of its own. Equality compares the lists by reference. Since 0.1.
/// </remarks>
public sealed record PageTable : PageElement
{
    /// <summary>A route that answers GET with an array of row objects, an object of row objects by row name, or
    /// <c>{"items": […], "total": n}</c>. 404 means: nothing yet.</summary>
    public required string Source { get; init; }

    /// <summary>The field that tells rows apart; null: their place does. Needed for the selection of several rows.</summary>
    public string? KeyField { get; init; }

    /// <summary>The heading of the column of row names, when the source answers an object of row objects; null otherwise.</summary>
    public string? RowHeading { get; init; }

    /// <summary>The columns, from left to right; on a phone the first one is the heading of the row.</summary>
    public required IReadOnlyList<PageColumn> Columns { get; init; }

    /// <summary>What to say while there are no rows.</summary>
    public required string EmptyText { get; init; }

    /// <summary>Read the source again whenever the plugin sends an event through <c>IEventStream</c>, at most once a second.</summary>
    public bool Live { get; init; }

    /// <summary>The source sorts, searches, filters and pages: it is asked with <c>page</c> (from 1), <c>page_size</c>, <c>sort</c> (a
    /// field, descending with <c>-</c> before it), <c>search</c> (text) and <c>filter.&lt;field&gt;</c> (one value), and answers
    /// <c>{"items": […], "total": n}</c>. Otherwise it answers all rows, and the browser does that.</summary>
    public bool IsServerPaged { get; init; }

    /// <summary>Rows on a page, 1 to 500.</summary>
    /// <value>25.</value>
    public int PageLength { get; init; } = 25;

    /// <summary>The field by which rows are sorted first, with <c>-</c> before it for descending; null: as they come.</summary>
    public string? Sort { get; init; }

    /// <summary>Offers a search over all columns.</summary>
    public bool IsSearchable { get; init; }

    /// <summary>Offers the chosen rows as a CSV file. Of a server-paged table at most 10,000 rows, read page by page.</summary>
    public bool IsExportable { get; init; }

    /// <summary>A page of the plugin that shows one row, opened by the row's first cell; its parameters are taken from the row's fields of
    /// the same name. Null: no such page.</summary>
    public string? RowPage { get; init; }

    /// <summary>Adds a row, in a dialog; null: rows cannot be added here.</summary>
    public PageForm? Create { get; init; }

    /// <summary>Changes a row, in a dialog; its fields begin with the row's values unless it has a source. Null: rows cannot be changed
    /// here.</summary>
    public PageForm? Edit { get; init; }

    /// <summary>What can be done with one row, e.g. delete it.</summary>
    public IReadOnlyList<PageAction> RowActions { get; init; } = [];

    /// <summary>What can be done with several chosen rows: the body of the request is <c>{"keys": […]}</c>, with the values of
    /// <see cref="KeyField"/>, beside the arguments.</summary>
    public IReadOnlyList<PageAction> BulkActions { get; init; } = [];
}
