using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using PiHub.Settings.Archive;
using PiHub.Settings.Layers;
using PiHub.Settings.Live;
using PiHub.Settings.Schemas;
using PiHub.Sqlite;

namespace PiHub.Settings;

/// <summary>The settings of all owners: what counts, where it comes from, and what admins change of it. Safe to use from any thread.
/// </summary>
/// <remarks>The class's default &lt; configuration file &lt; environment &lt; command line &lt; admin. Changes of one owner's settings
/// follow each other; an owner that runs sees one before the call returns. Of one that does not run the schema of its last start is used.
/// </remarks>
public sealed class SettingsStore
{
    private readonly SettingsTable _table;
    private readonly SecretVault _vault;
    private readonly ConfiguredSettings _configured;
    private readonly ILogger<SettingsStore> _logger;
    private readonly ConcurrentDictionary<string, SettingsTarget> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lock> _locks = new(StringComparer.Ordinal);

    /// <summary>Brings the tables up to date.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="protection">Encrypts secrets.</param>
    /// <param name="configured">What the configuration says.</param>
    /// <param name="logger">The log.</param>
    public SettingsStore(
        SqliteDatabase database, IDataProtectionProvider protection, ConfiguredSettings configured, ILogger<SettingsStore> logger)
    {
        _table = new SettingsTable(database);
        _vault = new SecretVault(protection);
        (_configured, _logger) = (configured, logger);
    }

    /// <summary>The settings of an owner now; null when none are known: it has none, or has never run.</summary>
    /// <param name="owner">Whose settings.</param>
    public SettingsSnapshot? Find(SettingsOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (LockOf(owner))
        {
            return Open(owner) is { } view ? view.Snapshot() : null;
        }
    }

    /// <summary>Whether an owner has settings that are known.</summary>
    /// <param name="owner">Whose settings.</param>
    public bool Has(SettingsOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return _running.ContainsKey(owner.Key) || _table.LoadSchema(owner.Key) is not null;
    }

    /// <summary>The plugins whose settings are known, in order of their ids.</summary>
    public IReadOnlyList<SettingsOwner> KnownPlugins() =>
        [.. _table.Owners().Where(key => !SettingsOwner.IsHubKey(key)).Select(SettingsOwner.Plugin)];

    /// <summary>Checks a change and, when nothing is wrong with it, stores it and tells the owner.</summary>
    /// <param name="owner">Whose settings.</param>
    /// <param name="merge">A JSON object of what changes: null resets a setting to its next source.</param>
    /// <param name="ifMatch">The tag of the settings that the caller looked at; null: whatever they are now.</param>
    /// <param name="isTrial">Only check.</param>
    /// <returns>Null when the owner has no settings that are known.</returns>
    public SettingsOutcome? Change(SettingsOwner owner, JsonElement merge, string? ifMatch, bool isTrial)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (LockOf(owner))
        {
            if (Open(owner) is not { } view)
            {
                return null;
            }

            SettingsSnapshot before = view.Snapshot();
            if (ifMatch is not null && ifMatch != "*" && ifMatch != before.ETag)
            {
                return new SettingsOutcome { IsConflict = true, Now = before };
            }

            var change = SettingsChange.Of(merge, view.Leaves);
            StoredSetting[] set = [.. change.Errors.IsEmpty ? change.Set.Select(entry => _vault.Store(owner.Key, entry.Key, entry.Value)) : []];
            SettingsView after = view.With(set, change.Reset);
            SettingErrors errors = change.Errors.IsEmpty ? after.Check() : change.Errors;
            if (!errors.IsEmpty || isTrial)
            {
                return new SettingsOutcome
                {
                    Errors = errors.ToDictionary(), Now = before, Differences = errors.IsEmpty ? after.Against(view) : [],
                };
            }

            IReadOnlyList<SettingDifference> differences = after.Against(view);
            _table.Change(owner.Key, set, change.Reset);
            after.Publish();
            string[] changed = [.. set.Select(setting => setting.Path), .. change.Reset];
            return new SettingsOutcome { Changed = changed, Differences = differences, Now = after.Snapshot() };
        }
    }

    /// <summary>All that is not the class's own, to be taken to another hub.</summary>
    /// <param name="owner">Whose settings.</param>
    /// <param name="passphrase">Encrypts the secrets; null leaves them out.</param>
    /// <returns>Null when the owner has no settings that are known.</returns>
    public SettingsDocument? Export(SettingsOwner owner, string? passphrase)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (LockOf(owner))
        {
            return Open(owner)?.Export(passphrase);
        }
    }

    /// <summary>Takes what <see cref="Export"/> gave, as a change by an admin; what is not in it stays.</summary>
    /// <param name="owner">Whose settings.</param>
    /// <param name="document">The document; of the same owner.</param>
    /// <param name="passphrase">What its secrets are encrypted with; null leaves them as they are.</param>
    /// <param name="ifMatch">As in <see cref="Change"/>.</param>
    /// <param name="isTrial">Only check.</param>
    /// <returns>Null when the owner has no settings that are known.</returns>
    public SettingsOutcome? Import(SettingsOwner owner, SettingsDocument document, string? passphrase, string? ifMatch, bool isTrial)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (Find(owner) is not { } now)
        {
            return null;
        }

        var errors = new SettingErrors();
        JsonElement merge = SettingsArchive.Open(owner, document, passphrase, errors);
        return errors.IsEmpty
            ? Change(owner, merge, ifMatch, isTrial)
            : new SettingsOutcome { Errors = errors.ToDictionary(), Now = now };
    }

    /// <summary>Gives an owner that is being started the settings that count; others do not see it yet.</summary>
    /// <param name="target">Its settings.</param>
    public void Prepare(SettingsTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (LockOf(target.Owner))
        {
            target.Live.Start(ViewOf(target).Settle());
        }
    }

    /// <summary>From now on, changes reach an owner. Dispose the result to end that.</summary>
    /// <param name="target">Its settings.</param>
    public IAsyncDisposable Attach(SettingsTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (LockOf(target.Owner))
        {
            ViewOf(target).Start();
            _table.KeepSchema(target.Owner.Key, target.Schema.GetRawText());
            _running[target.Owner.Key] = target;
        }

        // A section of the hub has more in it than its page.
        foreach (string name in target.Owner.IsHub ? [] : _configured.Unknown(target.Owner, target.Leaves))
        {
            Log.UnknownSetting(_logger, target.Owner.Id, name);
        }

        return new Attachment(this, target);
    }

    /// <summary>An owner runs that has no settings (any more). What was stored for an earlier version is kept for its return.</summary>
    /// <param name="owner">The owner.</param>
    public void Without(SettingsOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (LockOf(owner))
        {
            _table.KeepSchema(owner.Key, schema: null);
        }
    }

    /// <summary>Deletes all that is stored of an owner.</summary>
    /// <param name="owner">The owner.</param>
    public void Forget(SettingsOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (LockOf(owner))
        {
            _table.Forget(owner.Key);
        }
    }

    /// <summary>What admins set, as far as nothing refuses it; for an owner that is not attached yet.</summary>
    internal IReadOnlyList<(SettingLeaf Leaf, JsonElement Value)> OfAdmins(SettingsTarget target) => ViewOf(target).OfAdmins();

    /// <summary>What would count at a start; for an owner that is not attached yet.</summary>
    internal object SettledOf(SettingsTarget target) => ViewOf(target).Settle();

    private Lock LockOf(SettingsOwner owner) => _locks.GetOrAdd(owner.Key, _ => new Lock());

    private SettingsView? Open(SettingsOwner owner) => _running.TryGetValue(owner.Key, out SettingsTarget? target)
        ? ViewOf(target)
        : _table.LoadSchema(owner.Key) is { } schema ? new SettingsView(owner, JsonElement.Parse(schema), Sources(owner), target: null) : null;

    private SettingsView ViewOf(SettingsTarget target) => new(target.Owner, target.Schema, Sources(target.Owner), target);

    private SettingsSources Sources(SettingsOwner owner) => new(owner, _table.Load(owner.Key), _vault, _configured);

    private sealed class Attachment(SettingsStore settings, SettingsTarget target) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (settings.LockOf(target.Owner))
            {
                settings._running.TryRemove(KeyValuePair.Create(target.Owner.Key, target));
            }

            return ValueTask.CompletedTask;
        }
    }
}
