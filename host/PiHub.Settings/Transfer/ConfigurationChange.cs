using System.Text.Json;

namespace PiHub.Settings.Transfer;

/// <summary>Something that an import gives another value.</summary>
/// <param name="Part">The part of the configuration.</param>
/// <param name="Subject">What has the value, e.g. a page, a plugin or a device.</param>
/// <param name="Path">Which value; empty: the subject as a whole.</param>
/// <param name="Before">The value until then; null for none, and for a secret.</param>
/// <param name="After">The value from then on; null for none, and for a secret.</param>
public sealed record ConfigurationChange(string Part, string Subject, string Path, JsonElement? Before, JsonElement? After);
