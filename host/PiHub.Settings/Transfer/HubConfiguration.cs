using System.Text.Json;

namespace PiHub.Settings.Transfer;

/// <summary>Exports and imports the whole configuration of the hub.</summary>
/// <param name="parts">What it consists of; imported in this order.</param>
/// <param name="time">The clock.</param>
public sealed class HubConfiguration(IEnumerable<IConfigurationPart> parts, TimeProvider time)
{
    private readonly IConfigurationPart[] _parts = [.. parts];

    /// <summary>All that is configured over the API.</summary>
    /// <param name="version">The hub's version.</param>
    /// <param name="passphrase">Encrypts secrets; null leaves them out.</param>
    public ConfigurationDocument Export(string version, string? passphrase)
    {
        var content = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (IConfigurationPart part in _parts)
        {
            if (part.Export(passphrase) is { } node)
            {
                content[part.Name] = JsonElement.Parse(node.ToJsonString());
            }
        }

        return new ConfigurationDocument { Version = version, CreatedAt = time.GetUtcNow(), Parts = content };
    }

    /// <summary>Takes a document. All parts check their share before any changes something.</summary>
    /// <param name="document">The document.</param>
    /// <param name="passphrase">What its secrets are encrypted with; null leaves them as they are.</param>
    /// <param name="isTrial">Only tell what would change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ConfigurationOutcome> ImportAsync(
        ConfigurationDocument document, string? passphrase, bool isTrial, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Format != ConfigurationDocument.ThisFormat || document.Parts is null)
        {
            return new ConfigurationOutcome(IsApplied: false, [], [], new Dictionary<string, string[]>
            {
                [document.Parts is null ? "document.parts" : "document.format"] =
                    [document.Parts is null ? "is required" : $"must be {ConfigurationDocument.ThisFormat}"],
            });
        }

        ConfigurationOutcome tried = await GoThroughAsync(document.Parts, passphrase, isTrial: true, cancellationToken);
        return isTrial || tried.Errors.Count > 0
            ? tried
            : await GoThroughAsync(document.Parts, passphrase, isTrial: false, cancellationToken);
    }

    private async Task<ConfigurationOutcome> GoThroughAsync(
        IReadOnlyDictionary<string, JsonElement> content, string? passphrase, bool isTrial, CancellationToken cancellationToken)
    {
        List<ConfigurationImport> imports = [];
        foreach (IConfigurationPart part in _parts)
        {
            if (content.TryGetValue(part.Name, out JsonElement share))
            {
                var import = new ConfigurationImport(part.Name, share, passphrase, isTrial);
                await part.ImportAsync(import, cancellationToken);
                imports.Add(import);
            }
        }

        Dictionary<string, string[]> errors = imports.SelectMany(import => import.Errors).ToDictionary(StringComparer.Ordinal);
        foreach (string name in content.Keys.Where(name => !_parts.Any(part => part.Name == name)))
        {
            errors[name] = ["this hub has no such part"];
        }

        return new ConfigurationOutcome(
            !isTrial && errors.Count == 0,
            [.. imports.SelectMany(import => import.Changes)],
            [.. imports.SelectMany(import => import.Skipped)],
            errors);
    }
}
