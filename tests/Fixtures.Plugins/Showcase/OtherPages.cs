using PiHub.Sdk.Pages;

namespace PiHub.Fixtures.Showcase;

/// <summary>Pages with tiles, charts, a table that its route pages, actions, uploads and a custom element.</summary>
internal static class OtherPages
{
    public static PluginPage Overview { get; } = new()
    {
        Id = "overview",
        Title = "Overview",
        Icon = "gauge",
        Elements =
        [
            new PageTiles
            {
                Source = "summary",
                Tiles =
                [
                    new PageColumn { Field = "items", Heading = "Items", Kind = ColumnKind.Number, LinkPage = "items" },
                    new PageColumn { Field = "value", Heading = "Value", Kind = ColumnKind.Money, Unit = "EUR", Decimals = 0, PreviousField = "value_before" },
                    new PageColumn { Field = "temperature", Heading = "Store room", Kind = ColumnKind.Number, Unit = "°C", WarnAbove = 28, BadAbove = 35 },
                    new PageColumn { Field = "filled_percent", Heading = "Shelves", Kind = ColumnKind.Percent },
                    new PageColumn { Field = "state", Heading = "State", Kind = ColumnKind.Badge, Choices = [new PageChoice { Value = "low", Label = "Low", Tone = PageTone.Warning }] },
                ],
            },
            new PageTiles
            {
                Title = "The demo meter, live", Device = "meter",
                Tiles =
                [
                    new PageColumn { Field = "l1.voltage_rms", Heading = "L1", Kind = ColumnKind.Number, Unit = "V", BadBelow = 207, BadAbove = 253 },
                    new PageColumn { Field = "l2.voltage_rms", Heading = "L2", Kind = ColumnKind.Number, Unit = "V", BadBelow = 207, BadAbove = 253 },
                ],
            },
            new PageSection
            {
                ColumnCount = 2,
                Elements =
                [
                    new PageChart
                    {
                        Title = "Sales", Source = "sales", Kind = ChartKind.StackedBar, XField = "month",
                        Series = [new PageSeries { Field = "shop", Unit = "EUR" }, new PageSeries { Field = "online", Unit = "EUR" }],
                    },
                    new PageChart
                    {
                        Title = "Sales by place", Source = "sales", Kind = ChartKind.Bar, XField = "month",
                        Series = [new PageSeries { Field = "shop", Unit = "EUR" }, new PageSeries { Field = "online", Unit = "EUR" }],
                    },
                    new PageChart
                    {
                        Title = "Sales as lines", Source = "sales", XField = "month",
                        Series = [new PageSeries { Field = "shop", Unit = "EUR" }, new PageSeries { Field = "online", Unit = "EUR" }],
                    },
                    new PageChart
                    {
                        Title = "Price by weight", Source = "weights", Kind = ChartKind.Scatter, XField = "weight_kilograms", XLabel = "Weight (kg)",
                        Series = [new PageSeries { Field = "price", Unit = "EUR" }],
                    },
                ],
            },
            new PageChart
            {
                Title = "Climate of the store room", Source = "climate", XField = "time", IsOverTime = true, Range = "24h",
                Series = [new PageSeries { Field = "inside", Unit = "°C" }, new PageSeries { Field = "outside", Unit = "°C" }],
            },
            new PageChart
            {
                Title = "Voltage of the demo meter", Device = "meter", Range = "1h",
                Series = [new PageSeries { Field = "l1.voltage_rms" }, new PageSeries { Field = "l2.voltage_rms" }],
            },
        ],
    };

    public static PluginPage Measurements { get; } = new()
    {
        Id = "measurements",
        Title = "Measurements",
        Icon = "history",
        Elements =
        [
            new PageTable
            {
                Title = "A thousand measurements", Source = "measurements", EmptyText = "Nothing measured yet.", IsServerPaged = true, PageLength = 20,
                IsSearchable = true, IsExportable = true, Live = true,
                Columns =
                [
                    new PageColumn { Field = "id", Heading = "No.", Kind = ColumnKind.Number },
                    new PageColumn
                    {
                        Field = "sensor", Heading = "Sensor", IsFilterable = true, IsUnsortable = true,
                        Choices = [new PageChoice { Value = "Sensor A" }, new PageChoice { Value = "Sensor B" }],
                    },
                    new PageColumn { Field = "time", Heading = "Time", Kind = ColumnKind.Time },
                    new PageColumn { Field = "value", Heading = "Value", Kind = ColumnKind.Number, Unit = "kg", Decimals = 1, HasTotal = true },
                ],
            },
        ],
    };

    public static PluginPage Tools { get; } = new()
    {
        Id = "tools",
        Title = "Tools",
        Elements =
        [
            new PageTabs
            {
                Tabs =
                [
                    new PageSection
                    {
                        Title = "Actions",
                        Elements =
                        [
                            new PageText { Text = "Buttons of all sorts, with **bold words**, `code` and [a link](/plugins).\n\n- one asks first\n- one fails" },
                            new PageAction { Label = "Recount", Route = "recount" },
                            new PageAction { Label = "Print labels", Route = "fail" },
                            new PageAction { Label = "Save list", Method = "GET", Route = "items.txt", IsDownload = true },
                            new PageAction { Label = "Reset", Route = "recount", IsDangerous = true, Confirmation = "Count everything anew?" },
                            new PageText { Text = "The stock was not counted since March.", Tone = PageTone.Warning },
                        ],
                    },
                    new PageSection
                    {
                        Title = "Upload", Elements = [new PageUpload { Title = "Manuals", Route = "uploads", IsMultiple = true, Accept = ".pdf,.txt,.bin", MaxBytes = 20_000_000, Help = "One for each item" }],
                    },
                    new PageSection
                    {
                        Title = "Form",
                        Elements =
                        [
                            new PageForm
                            {
                                Title = "Quick add", Route = "items", SubmitLabel = "Add", DoneText = "The item is added",
                                Fields = [new PageField { Name = "name", IsRequired = true }, new PageField { Name = "price", Kind = FieldKind.Number, Unit = "EUR", Min = 0 }],
                            },
                        ],
                    },
                    new PageSection
                    {
                        Title = "Bay",
                        Elements =
                        [
                            new PageCustomElement { Title = "The loading bay", Module = "bay.js", Tag = "showcase-bay", Attributes = new Dictionary<string, string> { ["boxes"] = "12" } },
                        ],
                    },
                ],
            },
        ],
    };
}
