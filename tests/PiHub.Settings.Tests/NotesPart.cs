using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings.Transfer;

namespace PiHub.Settings.Tests;

/// <summary>A part of the configuration that takes a text only.</summary>
internal sealed class NotesPart : IConfigurationPart
{
    public string Name => "notes";

    public string Text { get; private set; } = "";

    public JsonNode? Export(string? passphrase) => Text.Length == 0 ? null : JsonValue.Create(Text);

    public ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken)
    {
        if (import.Content.ValueKind != JsonValueKind.String)
        {
            import.Refuse("", "must be a text");
        }
        else if (!import.IsTrial)
        {
            Text = import.Content.GetString() ?? "";
        }

        return ValueTask.CompletedTask;
    }
}
