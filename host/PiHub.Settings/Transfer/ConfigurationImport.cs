using System.Text.Json;

namespace PiHub.Settings.Transfer;

/// <summary>One part's share of an import. Belongs to one call.</summary>
/// <param name="part">The part's name, which begins every place.</param>
/// <param name="content">What the document has for the part.</param>
/// <param name="passphrase">What secrets are encrypted with; null leaves them as they are.</param>
/// <param name="isTrial">Whether nothing is to be changed.</param>
public sealed class ConfigurationImport(string part, JsonElement content, string? passphrase, bool isTrial)
{
    private readonly List<ConfigurationChange> _changes = [];
    private readonly List<string> _skipped = [];
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>What the document has for the part.</summary>
    public JsonElement Content { get; } = content;

    /// <summary>What secrets are encrypted with; null leaves them as they are.</summary>
    public string? Passphrase { get; } = passphrase;

    /// <summary>Whether nothing is to be changed, only told what would be.</summary>
    public bool IsTrial { get; } = isTrial;

    internal IReadOnlyList<ConfigurationChange> Changes => _changes;

    internal IReadOnlyList<string> Skipped => _skipped;

    internal IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>Tells of something that gets another value.</summary>
    /// <param name="subject">What has it, e.g. a plugin's or a device's id.</param>
    /// <param name="path">Which value; empty: the subject as a whole.</param>
    /// <param name="before">The value until then; null for none, and for a secret.</param>
    /// <param name="after">The value from then on; null for none, and for a secret.</param>
    public void Change(string subject, string path, JsonElement? before, JsonElement? after) =>
        _changes.Add(new ConfigurationChange(part, subject, path, before, after));

    /// <summary>Tells of something that cannot be imported here and is left out.</summary>
    /// <param name="sentence">What and why.</param>
    public void Skip(string sentence) => _skipped.Add(sentence);

    /// <summary>Tells of something wrong: then nothing at all is imported.</summary>
    /// <param name="path">The place within the part; empty: all of it.</param>
    /// <param name="messages">The rests of sentences that begin with the place.</param>
    public void Refuse(string path, params string[] messages)
    {
        string place = path.Length == 0 ? part : $"{part}.{path}";
        _errors[place] = [.. _errors.GetValueOrDefault(place, []), .. messages];
    }
}
