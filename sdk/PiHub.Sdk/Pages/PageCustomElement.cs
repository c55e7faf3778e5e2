namespace PiHub.Sdk.Pages;

/// <summary>A custom element of the plugin's own, for what no other element can show.</summary>
/// <remarks>
/// <para>The hub serves the plugin's folder <c>wwwroot</c> while it runs; the web interface loads the module, makes an element of the tag
/// and gives it the attributes, the page's parameters as attributes <c>data-&lt;name&gt;</c>, and the property <c>hub</c>:
/// <c>{ plugin, api, parameters }</c>, of which <c>api</c> is the prefix of the plugin's routes. The content security policy permits
/// scripts, images and connections of the hub alone. Tags are of the whole browser window: put the plugin's name into them.</para>
/// Equality compares the dictionary by reference. Since 0.2.
/// </remarks>
public sealed record PageCustomElement : PageElement
{
    /// <summary>The ES module that defines the tag, relative to <c>wwwroot</c>, e.g. <c>phasors.js</c>.</summary>
    public required string Module { get; init; }

    /// <summary>The element's tag, in small letters and with a dash, e.g. <c>power-phasors</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Attributes of the element.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
