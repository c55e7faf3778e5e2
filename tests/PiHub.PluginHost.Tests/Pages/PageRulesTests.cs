using PiHub.PluginHost.Pages;
using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Tests.Pages;

public sealed class PageRulesTests
{
    private static readonly PageColumn Name = new() { Field = "name", Heading = "Name" };

    private static readonly PageTable Table = new() { Title = "Items", Source = "items", EmptyText = "None", KeyField = "id", Columns = [Name] };

    private static readonly PageForm Form = new() { Title = "Add", Route = "items", Fields = [new PageField { Name = "name" }] };

    public static TheoryData<PluginPage, string> Refused() => new()
    {
        { Page() with { Id = "Big" }, "The page id 'Big'" },
        { Page() with { Title = " " }, "The page 'p' has no title" },
        { Page() with { Parameters = ["tab"] }, "parameter 'tab' of the page 'p'" },
        { Page(Table with { Source = "https://example.org/x" }), "table 'Items' of the page 'p' has the source 'https://example.org/x'" },
        { Page(Table with { Source = "/items" }), "source '/items'" },
        { Page(Table with { Source = "a/../../b" }), "source 'a/../../b'" },
        { Page(Table with { Source = "a/%2e%2e/b" }), "source 'a/%2e%2e/b'" },
        { Page(Table with { Source = "items/{id}" }), "placeholder '{id}' in its source" },
        { Page(Table with { Columns = [] }), "has no columns" },
        { Page(Table with { Columns = [Name with { Kind = ColumnKind.Money }] }), "needs a currency field" },
        { Page(Table with { Columns = [Name with { Decimals = 9 }] }), "0 to 6 decimals" },
        { Page(Table with { PageLength = 0 }), "1 to 500 rows" },
        { Page(Table with { KeyField = null, BulkActions = [Action("x")] }), "needs a key field" },
        { Page(Table with { RowActions = [Action("items/{serial}")] }), "The action 'Go' in the table 'Items' of the page 'p' has the placeholder '{serial}' in its route" },
        { Page(Table with { Create = Form with { Route = "items/{id}" } }), "placeholder '{id}'" },
        { Page(Form with { Method = "DELETE" }), "form 'Add' of the page 'p' has the method 'DELETE'" },
        { Page(Form with { Fields = [] }), "has no fields" },
        { Page(FormOf(new PageField { Name = "Bad name" })), "the field 'Bad name'" },
        { Page(FormOf(new PageField { Name = "a" }, new PageField { Name = "a" })), "two fields of the same name" },
        { Page(FormOf(new PageField { Name = "a", Kind = FieldKind.Choice })), "either choices or a route of choices for the field 'a'" },
        { Page(FormOf(new PageField { Name = "a", Kind = FieldKind.Metric })), "field of the device for the metric 'a'" },
        { Page(FormOf(new PageField { Name = "a", VisibleWhen = "b=1" })), "names no field" },
        { Page(FormOf(new PageField { Name = "a", Pattern = "(" })), "the pattern '('" },
        { Page(FormOf(new PageField { Name = "a", Min = 2, Max = 1 })), "permits no number" },
        { Page(FormOf(new PageField { Name = "a", Kind = FieldKind.List })), "fields for the rows of a list" },
        { Page(Action("go") with { Method = "GET" }), "GET is for downloads" },
        { Page(Action("go") with { Confirmation = "Delete {name}?" }), "placeholder '{name}' in its confirmation" },
        { Page(new PageTiles { Tiles = [Name] }), "either a source or a device" },
        { Page(new PageChart { Source = "x", Series = [Series] }), "field of its horizontal axis" },
        { Page(new PageChart { Device = "meter", Kind = ChartKind.Bar, Series = [Series] }), "readings only as lines" },
        { Page(new PageChart { Device = "meter", Range = "2h", Series = [Series] }), "the range '2h'" },
        { Page(new PageChart { Device = "meter", Series = [] }), "1 to 6 series" },
        { Page(new PageTabs { Tabs = [new PageSection { Elements = [] }] }), "a tab without a title" },
        { Page(new PageSection { Title = "S", ColumnCount = 9, Elements = [] }), "section 'S' of the page 'p' must have 1 to 4 columns" },
        { Page(new PageSection { Title = "S", Elements = [new PageText { Text = "" }] }), "text in the section 'S' of the page 'p' has no text" },
        { Page(Custom("phasors")), "tag 'phasors'" },
        { Page(Custom("ph-phasors")), "tag 'ph-phasors'" },
        { Page(Custom("my-phasors", "../x.js")), "module '../x.js'" },
        { Page(Custom("my-phasors", "https://example.org/x.js")), "module 'https://example.org/x.js'" },
        { Page(Custom("my-phasors") with { Attributes = new Dictionary<string, string> { ["onclick"] = "x" } }), "would be a script" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_PageThatCannotWork_SaysWhere(PluginPage page, string message)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => PageRules.Check(page));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PlaceholdersOfParametersRowsAndFields_AreKnown() => PageRules.Check(Page(
        Table with
        {
            Source = "shelves/{shelf}/items?sort=a",
            RowActions = [Action("items/{id}/{name}/{amount}") with { Arguments = [new PageField { Name = "amount" }], Confirmation = "{name}?" }],
            Edit = Form with { Route = "items/{id}/{shelf}", Source = "items/{id}" },
        },
        FormOf(new PageField { Name = "size", Kind = FieldKind.Choice, ChoicesRoute = "sizes?of={name}" }, new PageField { Name = "name" })) with
    {
        Parameters = ["shelf"],
    });

    [Fact]
    public void CheckLinks_UnknownPageOrMissingParameter_SaysWhere()
    {
        PluginPage item = Page() with { Id = "item", Parameters = ["id"] };
        PluginPage list = Page(Table with { Columns = [Name with { LinkPage = "item", LinkParameters = ["id"] }] });
        PluginPage lost = Page(Table with { RowPage = "items" });
        PluginPage poor = Page(new PageSection { Elements = [Table with { Columns = [Name with { LinkPage = "item" }] }] });

        PageRules.CheckLinks([list, item]);
        string unknown = Assert.Throws<ArgumentException>(() => PageRules.CheckLinks([lost, item])).Message;
        string missing = Assert.Throws<ArgumentException>(() => PageRules.CheckLinks([poor, item])).Message;

        Assert.Equal("The table 'Items' of the page 'p' leads to the page 'items', which the plugin does not have.", unknown);
        Assert.Equal("The table 'Items' of the page 'p' gives no 'id' to the page 'item'.", missing);
    }

    private static PageSeries Series => new() { Field = "a" };

    private static PluginPage Page(params PageElement[] elements) => new() { Id = "p", Title = "P", Elements = elements };

    private static PageForm FormOf(params PageField[] fields) => Form with { Fields = fields };

    private static PageAction Action(string route) => new() { Label = "Go", Route = route };

    private static PageCustomElement Custom(string tag, string module = "x.js") => new() { Tag = tag, Module = module };
}
