using System.Text.Json.Serialization;
using PiHub.Automations.Definitions;
using PiHub.Automations.Runs;
using PiHub.Automations.Triggers;

namespace PiHub.Automations.Storage;

/// <summary>JSON metadata of what is kept and exported.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Automation))]
[JsonSerializable(typeof(AutomationRun))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(Dictionary<string, CrossingPhase>))]
internal sealed partial class AutomationJson : JsonSerializerContext;
