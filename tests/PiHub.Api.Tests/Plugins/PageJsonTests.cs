using System.Text.Json;
using PiHub.Api.Plugins;
using PiHub.Sdk.Pages;

namespace PiHub.Api.Tests.Plugins;

/// <summary>The form in which the web interface gets pages: one element of each type.</summary>
public sealed class PageJsonTests
{
    private static readonly PageColumn Name = new() { Field = "name", Heading = "Name" };
    private static readonly PageField Field = new() { Name = "size", Kind = FieldKind.TimeOfDay, IsRequired = true };

    public static TheoryData<PageElement, string> Elements() => new()
    {
        {
            new PageTable { Title = "T", Source = "items", EmptyText = "None", Columns = [Name with { Kind = ColumnKind.Badge, Choices = [new PageChoice { Value = "a", Tone = PageTone.Warning }] }] },
            """{"type":"table","source":"items","columns":[{"field":"name","heading":"Name","kind":"badge","choices":[{"value":"a","tone":"warning"}],"link_parameters":[]}],"empty_text":"None","page_length":25,"row_actions":[],"bulk_actions":[],"title":"T"}"""
        },
        {
            new PageForm { Route = "items", Fields = [Field] },
            """{"type":"form","route":"items","method":"POST","fields":[{"name":"size","kind":"time_of_day","is_required":true,"choices":[],"fields":[]}],"submit_label":"Save"}"""
        },
        {
            new PageDetail { Source = "items/1", Lines = [Name] },
            """{"type":"detail","source":"items/1","lines":[{"field":"name","heading":"Name","choices":[],"link_parameters":[]}],"empty_text":"There is nothing here.","actions":[]}"""
        },
        {
            new PageTiles { Device = "meter", Tiles = [Name] },
            """{"type":"tiles","device":"meter","tiles":[{"field":"name","heading":"Name","choices":[],"link_parameters":[]}]}"""
        },
        {
            new PageChart { Source = "sales", Kind = ChartKind.StackedBar, XField = "month", Series = [new PageSeries { Field = "shop", Unit = "EUR" }] },
            """{"type":"chart","kind":"stacked_bar","source":"sales","x_field":"month","series":[{"field":"shop","unit":"EUR"}],"empty_text":"No data yet."}"""
        },
        { new PageAction { Label = "Go", Route = "go", IsDangerous = true }, """{"type":"action","label":"Go","route":"go","method":"POST","is_dangerous":true,"arguments":[]}""" },
        { new PageUpload { Route = "files", MaxBytes = 5, IsMultiple = true }, """{"type":"upload","route":"files","max_bytes":5,"is_multiple":true}""" },
        {
            new PageTabs { Tabs = [new PageSection { Title = "One", Elements = [new PageText { Text = "Hello", Tone = PageTone.Bad }] }] },
            """{"type":"tabs","tabs":[{"column_count":1,"elements":[{"type":"text","text":"Hello","tone":"bad"}],"title":"One"}]}"""
        },
        { new PageSection { ColumnCount = 2, Elements = [] }, """{"type":"section","column_count":2,"elements":[]}""" },
        {
            new PageCustomElement { Module = "x.js", Tag = "my-x", Attributes = new Dictionary<string, string> { ["boxes"] = "3" } },
            """{"type":"custom","module":"x.js","tag":"my-x","attributes":{"boxes":"3"}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Element_AsJson_IsAsApproved(PageElement element, string approved)
    {
        PluginPage page = new() { Id = "p", Title = "P", Elements = [element] };

        string json = JsonSerializer.Serialize([page], PageJson.Default.IReadOnlyListPluginPage);

        Assert.Equal($$"""[{"id":"p","title":"P","parameters":[],"elements":[{{approved}}]}]""", json);
    }
}
