using PiHub.Automations.Definitions;

namespace PiHub.Automations.Storage;

/// <summary>An automation as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="Definition">What it is.</param>
/// <param name="StoppedBecause">Why the hub switched it off; null when the owner did, or it is on.</param>
public sealed record StoredAutomation(string Id, long Version, Automation Definition, string? StoppedBecause)
{
    /// <summary>The version as an HTTP entity tag.</summary>
    public string ETag => $"\"{Version}\"";
}
