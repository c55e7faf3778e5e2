using PiHub.Automations.Definitions;

namespace PiHub.Automations.Storage;

/// <summary>All automations, for another hub or a later day.</summary>
/// <param name="Format">The version of the definitions' form.</param>
/// <param name="Automations">The automations by id.</param>
internal sealed record ExportDocument(int Format, IReadOnlyDictionary<string, Automation?>? Automations);
