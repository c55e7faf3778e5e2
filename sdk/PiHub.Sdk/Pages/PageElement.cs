using System.Text.Json.Serialization;

namespace PiHub.Sdk.Pages;

/// <summary>A part of a <see cref="PluginPage"/>. The hub's elements are the only ones; for what none of them can show there is
/// <see cref="PageCustomElement"/>.</summary>
/// <remarks>
/// <para>Routes are relative to <c>/api/&lt;plugin-id&gt;/</c>, e.g. <c>items/{id}</c>; a placeholder stands for a page parameter, a
/// field of the row, or a field of the form, and is percent-encoded. <c>IPluginBuilder.AddPage</c> refuses a description that cannot
/// work, with a message that names page and element.</para>
/// In JSON the property <c>type</c> tells the elements apart. Equality compares lists by reference. Since 0.2.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PageTable), "table")]
[JsonDerivedType(typeof(PageForm), "form")]
[JsonDerivedType(typeof(PageDetail), "detail")]
[JsonDerivedType(typeof(PageTiles), "tiles")]
[JsonDerivedType(typeof(PageChart), "chart")]
[JsonDerivedType(typeof(PageAction), "action")]
[JsonDerivedType(typeof(PageUpload), "upload")]
[JsonDerivedType(typeof(PageTabs), "tabs")]
[JsonDerivedType(typeof(PageSection), "section")]
[JsonDerivedType(typeof(PageText), "text")]
[JsonDerivedType(typeof(PageCustomElement), "custom")]
public abstract record PageElement
{
    // A class of a plugin's own would keep the plugin from unloading, and nobody could draw it.
    private protected PageElement()
    {
    }

    /// <summary>The heading; null for none.</summary>
    public string? Title { get; init; }
}
