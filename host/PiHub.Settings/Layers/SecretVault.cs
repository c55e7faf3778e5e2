using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Layers;

/// <summary>Reads and writes stored settings; secrets are encrypted with the keys of the data folder, for each owner apart.</summary>
internal sealed class SecretVault(IDataProtectionProvider protection)
{
    public StoredSetting Store(string owner, SettingLeaf leaf, JsonElement value) => leaf.IsSecret
        ? new StoredSetting(leaf.Path, For(owner).Protect(value.GetString() ?? ""), IsProtected: true)
        : new StoredSetting(leaf.Path, value.GetRawText(), IsProtected: false);

    public SettingCandidate Load(string owner, SettingLeaf leaf, StoredSetting stored)
    {
        if (stored.IsProtected != leaf.IsSecret)
        {
            // Shown in the clear, a secret of another version would be one no more.
            return SettingCandidate.Unreadable(
                SettingSource.Admin,
                leaf.IsSecret ? "it was stored before it was a secret; enter it again" : "it was stored as a secret; enter it again");
        }

        try
        {
            return new SettingCandidate(SettingSource.Admin, stored.IsProtected
                ? JsonElement.Parse(JsonValue.Create(For(owner).Unprotect(stored.Value)).ToJsonString())
                : JsonElement.Parse(stored.Value));
        }
        catch (CryptographicException)
        {
            return SettingCandidate.Unreadable(
                SettingSource.Admin, "it cannot be decrypted, because the data folder's keys are not the ones it was encrypted with; enter it again");
        }
    }

    private IDataProtector For(string owner) => protection.CreateProtector("PiHub.PluginSettings", owner);
}
