using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings.Archive;

namespace PiHub.Settings.Transfer;

/// <summary>Exports and imports the settings of several owners as a JSON object by their ids.</summary>
/// <param name="store">Where they are kept.</param>
public sealed class OwnerTransfer(SettingsStore store)
{
    /// <summary>What is not the classes' own.</summary>
    /// <param name="owners">Whose.</param>
    /// <param name="passphrase">Encrypts secrets; null leaves them out.</param>
    public JsonObject Export(IEnumerable<SettingsOwner> owners, string? passphrase)
    {
        ArgumentNullException.ThrowIfNull(owners);
        var all = new JsonObject();
        foreach (SettingsOwner owner in owners)
        {
            if (store.Export(owner, passphrase) is { } document)
            {
                all[owner.Id] = Write(document);
            }
        }

        return all;
    }

    /// <summary>Takes what <see cref="Export"/> gave.</summary>
    /// <param name="import">The part's share.</param>
    /// <param name="ownerOf">The owner of an id; null when there is none here.</param>
    public void Import(ConfigurationImport import, Func<string, SettingsOwner?> ownerOf)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(ownerOf);
        if (import.Content.ValueKind != JsonValueKind.Object)
        {
            import.Refuse("", "must be an object");
            return;
        }

        foreach (JsonProperty entry in import.Content.EnumerateObject())
        {
            if (ownerOf(entry.Name) is not { } owner || !store.Has(owner))
            {
                import.Skip($"The settings of '{entry.Name}' are left out: this hub does not know it, or it has not run yet.");
            }
            else if (Read(entry.Value, entry.Name) is { } document)
            {
                Import(import, owner, document);
            }
            else
            {
                import.Refuse(entry.Name, "must be an object with values, and secrets as they were exported");
            }
        }
    }

    private void Import(ConfigurationImport import, SettingsOwner owner, SettingsDocument document)
    {
        if (store.Import(owner, document, import.Passphrase, ifMatch: null, import.IsTrial) is not { } outcome)
        {
            return;
        }

        foreach ((string path, string[] messages) in outcome.Errors)
        {
            import.Refuse(path.Length == 0 ? owner.Id : $"{owner.Id}.{path}", messages);
        }

        foreach (SettingDifference difference in outcome.Differences)
        {
            import.Change(owner.Id, difference.Path, difference.Before, difference.After);
        }
    }

    private static JsonObject Write(SettingsDocument document)
    {
        var written = new JsonObject { ["values"] = JsonNode.Parse(document.Values.GetRawText()) };
        if (document.Secrets is { } secrets)
        {
            written["secrets"] = new JsonObject
            {
                ["iterations"] = secrets.Iterations,
                ["salt"] = secrets.Salt,
                ["nonce"] = secrets.Nonce,
                ["ciphertext"] = secrets.Ciphertext,
            };
        }

        return written;
    }

    private static SettingsDocument? Read(JsonElement entry, string id)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("values", out JsonElement values))
        {
            return null;
        }

        if (!entry.TryGetProperty("secrets", out JsonElement secrets) || secrets.ValueKind == JsonValueKind.Null)
        {
            return new SettingsDocument { Plugin = id, Values = values };
        }

        return secrets.ValueKind == JsonValueKind.Object
            && secrets.TryGetProperty("iterations", out JsonElement rounds) && rounds.ValueKind == JsonValueKind.Number
            && rounds.TryGetInt32(out int iterations)
            && TextOf(secrets, "salt") is { } salt && TextOf(secrets, "nonce") is { } nonce && TextOf(secrets, "ciphertext") is { } ciphertext
            ? new SettingsDocument { Plugin = id, Values = values, Secrets = new SealedSecrets(iterations, salt, nonce, ciphertext) }
            : null;
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
