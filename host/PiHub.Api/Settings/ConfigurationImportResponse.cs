using PiHub.Settings.Transfer;

namespace PiHub.Api.Settings;

/// <summary>What became of an import, or would.</summary>
/// <param name="Applied">Whether it was imported.</param>
/// <param name="Changes">What gets another value.</param>
/// <param name="Skipped">What is left out and why, in sentences.</param>
/// <param name="Errors">What is wrong, by place; with anything here nothing was imported.</param>
internal sealed record ConfigurationImportResponse(
    bool Applied,
    IReadOnlyList<ConfigurationChange> Changes,
    IReadOnlyList<string> Skipped,
    IReadOnlyDictionary<string, string[]> Errors);
