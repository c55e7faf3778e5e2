namespace PiHub.Sdk.Pages;

/// <summary>A page of the web interface, described as data and drawn by the hub.</summary>
/// <remarks>
/// <para>The author declares it with <c>IPluginBuilder.AddPage</c>; the web interface reads it while the plugin runs, at the address
/// <c>/plugins/&lt;plugin-id&gt;/&lt;page-id&gt;</c>. Everything that it shows or changes goes through the plugin's own routes.</para>
/// <example>
/// <code>
/// plugin.AddPage(new PluginPage
/// {
///     Id = "items",
///     Title = "Items",
///     Elements =
///     [
///         new PageTable
///         {
///             Source = "items",
///             KeyField = "id",
///             EmptyText = "Add the first item.",
///             Columns =
///             [
///                 new PageColumn { Field = "name", Heading = "Name", LinkPage = "item", LinkParameters = ["id"] },
///                 new PageColumn { Field = "stock", Heading = "In stock", Kind = ColumnKind.Number, Unit = "pcs" },
///             ],
///             Create = new PageForm { Title = "Add item", Route = "items", Fields = [new PageField { Name = "name", IsRequired = true }] },
///         },
///     ],
/// });
/// </code>
/// </example>
/// Equality compares the lists by reference. Since 0.1.
/// </remarks>
public sealed record PluginPage
{
    /// <summary>The page's id, <c>[a-z0-9][a-z0-9-]{0,62}</c>, unique in the plugin.</summary>
    public required string Id { get; init; }

    /// <summary>Title and navigation entry.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the title, in plain text; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The icon of the navigation entry, by the names that <c>PluginManifest.Icon</c> knows; null: a sheet of paper.</summary>
    public string? Icon { get; init; }

    /// <summary>Has no navigation entry: other pages link to it, e.g. the details of one thing.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Names of values that the page takes from its address, e.g. <c>id</c> of <c>?id=7</c>; <c>[a-z][a-z0-9_]*</c>. Routes of
    /// the page's elements name them as <c>{id}</c>. While one is missing the page says so and asks no route.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>What it shows, from top to bottom.</summary>
    public required IReadOnlyList<PageElement> Elements { get; init; }
}
