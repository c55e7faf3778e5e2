using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Automations.Storage;
using PiHub.Settings.Transfer;

namespace PiHub.Api.Automations;

/// <summary>The automations as a part of the hub's configuration.</summary>
internal sealed class AutomationsPart(AutomationStore automations) : IConfigurationPart
{
    public string Name => "automations";

    public JsonNode? Export(string? passphrase) =>
        automations.List().Count == 0 ? null : JsonNode.Parse(automations.Export().GetRawText());

    public ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken)
    {
        foreach ((string path, string[] messages) in automations.Import(import.Content, import.IsTrial))
        {
            import.Refuse(path, messages);
        }

        foreach (JsonProperty automation in Given(import.Content))
        {
            import.Change(automation.Name, "", Before(automation.Name), automation.Value);
        }

        return ValueTask.CompletedTask;
    }

    private static JsonElement.ObjectEnumerator Given(JsonElement content) =>
        content.ValueKind == JsonValueKind.Object
        && content.TryGetProperty("automations", out JsonElement all) && all.ValueKind == JsonValueKind.Object
            ? all.EnumerateObject()
            : default;

    private JsonElement? Before(string id) =>
        automations.Find(id) is null ? null : automations.Export().GetProperty("automations").GetProperty(id);
}
