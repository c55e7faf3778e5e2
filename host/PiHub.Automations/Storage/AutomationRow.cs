namespace PiHub.Automations.Storage;

/// <summary>A row of the table <c>automation</c>.</summary>
internal sealed class AutomationRow
{
    public string Id { get; init; } = "";

    public long Version { get; init; }

    public long Format { get; init; }

    public string Definition { get; init; } = "";

    public string? StoppedBecause { get; init; }

    public string Phases { get; init; } = "{}";
}
