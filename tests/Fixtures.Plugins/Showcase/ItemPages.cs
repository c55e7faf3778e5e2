using PiHub.Sdk.Pages;

namespace PiHub.Fixtures.Showcase;

/// <summary>The list of items with its forms and actions, and the page of one item.</summary>
internal static class ItemPages
{
    private static readonly PageChoice[] Categories =
    [
        new() { Value = "hardware", Label = "Hardware" }, new() { Value = "timber", Label = "Timber" }, new() { Value = "electrical", Label = "Electrical" },
    ];

    private static readonly PageChoice[] States =
    [
        new() { Value = "in_stock", Label = "In stock", Tone = PageTone.Good },
        new() { Value = "low", Label = "Low", Tone = PageTone.Warning },
        new() { Value = "sold_out", Label = "Sold out", Tone = PageTone.Bad },
    ];

    private static readonly PageField[] Fields =
    [
        new() { Name = "name", IsRequired = true, MaxLength = 60, Help = "As it stands on the shelf" },
        new() { Name = "category", Kind = FieldKind.Choice, IsRequired = true, Choices = Categories },
        new() { Name = "supplier", Kind = FieldKind.Choice, ChoicesRoute = "suppliers" },
        new() { Name = "stock_count", Label = "In stock", Kind = FieldKind.Number, Unit = "pcs", Min = 0, Max = 10_000, Step = 1, Default = "1", IsRequired = true },
        new() { Name = "price", Kind = FieldKind.Number, Unit = "EUR", Min = 0, Step = 0.01 },
        new() { Name = "currency", Default = "EUR", Pattern = "[A-Z]{3}", PatternHelp = "Three capital letters, e.g. EUR.", IsRequired = true },
        new() { Name = "is_fragile", Label = "Fragile", Kind = FieldKind.Boolean },
        new() { Name = "repair_note", Kind = FieldKind.Multiline, VisibleWhen = "is_fragile", Help = "How to handle it" },
        new() { Name = "bought_on", Kind = FieldKind.Date, Default = "today" },
        new() { Name = "check_time", Label = "Check at", Kind = FieldKind.TimeOfDay },
        new() { Name = "next_check", Kind = FieldKind.Moment },
        new() { Name = "meter", Kind = FieldKind.Device },
        new() { Name = "metric", Kind = FieldKind.Metric, DeviceField = "meter", VisibleWhen = "meter" },
        new() { Name = "colour", Kind = FieldKind.Colour, Default = "#3553c4" },
        new() { Name = "access_code", Kind = FieldKind.Secret },
        new()
        {
            Name = "parts", Kind = FieldKind.List, MaxLength = 5,
            Fields = [new() { Name = "name", IsRequired = true }, new() { Name = "amount", Kind = FieldKind.Number, Unit = "pcs", IsRequired = true, Default = "1" }],
        },
        new() { Name = "notes", Kind = FieldKind.Multiline },
    ];

    private static readonly PageAction Delete = new()
    {
        Label = "Delete", Method = "DELETE", Route = "items/{id}", Confirmation = "Delete {name}? This cannot be undone.", DoneText = "The item is deleted",
    };

    private static readonly PageAction Order = new()
    {
        Label = "Order…", Route = "items/{id}/order",
        Arguments = [new PageField { Name = "amount", Kind = FieldKind.Number, Min = 1, Step = 1, Unit = "pcs", Default = "10", IsRequired = true }],
    };

    public static PluginPage Items { get; } = new()
    {
        Id = "items",
        Title = "Items",
        Icon = "box",
        Description = "Everything on the shelves.",
        Elements =
        [
            new PageTable
            {
                Title = "Inventory", Source = "items", KeyField = "id", RowPage = "item", EmptyText = "Add the first item.",
                IsSearchable = true, IsExportable = true, PageLength = 10, Sort = "name",
                Columns = [.. Columns],
                Create = new PageForm { Title = "Add item", Route = "items", Fields = Fields, SubmitLabel = "Add", DoneText = "The item is added" },
                Edit = new PageForm { Title = "Edit item", Method = "PUT", Route = "items/{id}", Source = "items/{id}", Fields = Fields, DoneText = "The item is changed" },
                RowActions =
                [
                    Order,
                    new PageAction { Label = "Repair", Route = "items/{id}/repair", VisibleWhen = "is_fragile" },
                    Delete,
                ],
                BulkActions =
                [
                    new PageAction
                    {
                        Label = "Move to…", Route = "items/category",
                        Arguments = [new PageField { Name = "category", Kind = FieldKind.Choice, Choices = Categories, IsRequired = true }],
                    },
                ],
            },
        ],
    };

    public static PluginPage Item { get; } = new()
    {
        Id = "item",
        Title = "Item",
        IsHidden = true,
        Parameters = ["id"],
        Elements =
        [
            new PageText { Text = "[All items](/plugins/showcase/items)" },
            new PageDetail
            {
                Title = "Details", Source = "items/{id}", Lines = [.. Columns, new PageColumn { Field = "notes", Heading = "Notes", Kind = ColumnKind.Multiline }],
                Edit = new PageForm { Title = "Edit item", Method = "PUT", Route = "items/{id}", Fields = Fields },
                Actions = [Order, Delete with { DonePage = "items" }],
            },
        ],
    };

    private static IEnumerable<PageColumn> Columns =>
    [
        new() { Field = "id", Heading = "Id", IsHidden = true },
        new() { Field = "name", Heading = "Name" },
        new() { Field = "state", Heading = "State", Kind = ColumnKind.Badge, Choices = States, IsFilterable = true },
        new() { Field = "category", Heading = "Category", Choices = Categories, IsFilterable = true },
        new() { Field = "stock_count", Heading = "In stock", Kind = ColumnKind.Number, Unit = "pcs", WarnBelow = 10, BadBelow = 3, HasTotal = true },
        new() { Field = "price", Heading = "Price", Kind = ColumnKind.Money, CurrencyField = "currency" },
        new() { Field = "is_fragile", Heading = "Fragile", Kind = ColumnKind.Boolean },
        new() { Field = "filled_percent", Heading = "Shelf", Kind = ColumnKind.Percent },
        new() { Field = "bought_on", Heading = "Bought", Kind = ColumnKind.Date },
        new() { Field = "lead_time_seconds", Heading = "Lead time", Kind = ColumnKind.Duration },
        new() { Field = "manual_bytes", Heading = "Manual", Kind = ColumnKind.Bytes },
    ];
}
