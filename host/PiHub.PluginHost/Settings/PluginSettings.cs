using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Settings;

/// <summary>The settings of all plugins: what counts, where it comes from, and what admins change of it. Safe to use from any thread.
/// </summary>
/// <remarks>The class's default &lt; configuration file &lt; environment &lt; admin. Changes of one plugin's settings follow each other; a
/// running plugin sees one before the call returns. Of a plugin that does not run the schema of its last start is used.</remarks>
public sealed class PluginSettings
{
    private readonly SettingsTable _table;
    private readonly SecretVault _vault;
    private readonly ConfiguredSettings _configured;
    private readonly ILogger<PluginSettings> _logger;
    private readonly ConcurrentDictionary<string, SettingsTarget> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lock> _locks = new(StringComparer.Ordinal);

    internal PluginSettings(
        SqliteDatabase database, IDataProtectionProvider protection, ConfiguredSettings configured, ILogger<PluginSettings> logger)
    {
        _table = new SettingsTable(database);
        _vault = new SecretVault(protection);
        (_configured, _logger) = (configured, logger);
    }

    /// <summary>The settings of a plugin now; null when none are known: it has none, or has never run.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public SettingsSnapshot? Find(string plugin)
    {
        lock (LockOf(plugin))
        {
            return Open(plugin) is { } view ? view.Snapshot() : null;
        }
    }

    /// <summary>Whether a plugin has settings that are known.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public bool Has(string plugin) => _running.ContainsKey(plugin) || _table.LoadSchema(plugin) is not null;

    /// <summary>Checks a change and, when nothing is wrong with it, stores it and tells the plugin.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="merge">A JSON object of what changes: null resets a setting to its next source.</param>
    /// <param name="ifMatch">The tag of the settings that the caller looked at; null: whatever they are now.</param>
    /// <param name="isTrial">Only check.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsOutcome? Change(string plugin, JsonElement merge, string? ifMatch, bool isTrial)
    {
        lock (LockOf(plugin))
        {
            if (Open(plugin) is not { } view)
            {
                return null;
            }

            SettingsSnapshot before = view.Snapshot();
            if (ifMatch is not null && ifMatch != "*" && ifMatch != before.ETag)
            {
                return new SettingsOutcome { IsConflict = true, Now = before };
            }

            var change = SettingsChange.Of(merge, view.Leaves);
            StoredSetting[] set = [.. change.Errors.IsEmpty ? change.Set.Select(entry => _vault.Store(plugin, entry.Key, entry.Value)) : []];
            SettingsView after = view.With(set, change.Reset);
            SettingErrors errors = change.Errors.IsEmpty ? after.Check() : change.Errors;
            if (!errors.IsEmpty || isTrial)
            {
                return new SettingsOutcome { Errors = errors.ToDictionary(), Now = before };
            }

            _table.Change(plugin, set, change.Reset);
            after.Publish();
            string[] changed = [.. set.Select(setting => setting.Path), .. change.Reset];
            return new SettingsOutcome { Changed = changed, Now = after.Snapshot() };
        }
    }

    /// <summary>All that is not the class's own, to be taken to another hub.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="passphrase">Encrypts the secrets; null leaves them out.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsDocument? Export(string plugin, string? passphrase)
    {
        lock (LockOf(plugin))
        {
            return Open(plugin)?.Export(passphrase);
        }
    }

    /// <summary>Takes what <see cref="Export"/> gave, as a change by an admin; what is not in it stays.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="document">The document; of the same plugin.</param>
    /// <param name="passphrase">What its secrets are encrypted with; null leaves them as they are.</param>
    /// <param name="ifMatch">As in <see cref="Change"/>.</param>
    /// <returns>Null when the plugin has no settings that are known.</returns>
    public SettingsOutcome? Import(string plugin, SettingsDocument document, string? passphrase, string? ifMatch)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (Find(plugin) is not { } now)
        {
            return null;
        }

        var errors = new SettingErrors();
        JsonElement merge = SettingsArchive.Open(plugin, document, passphrase, errors);
        return errors.IsEmpty
            ? Change(plugin, merge, ifMatch, isTrial: false)
            : new SettingsOutcome { Errors = errors.ToDictionary(), Now = now };
    }

    /// <summary>Gives a plugin that is being started the settings that count; others do not see it yet.</summary>
    internal void Prepare(string plugin, SettingsTarget target)
    {
        lock (LockOf(plugin))
        {
            target.Live.Start(ViewOf(plugin, target).Settle());
        }
    }

    /// <summary>From now on, changes reach a plugin. Dispose the result to end that.</summary>
    internal IAsyncDisposable Attach(string plugin, SettingsTarget target)
    {
        lock (LockOf(plugin))
        {
            SettingsView view = ViewOf(plugin, target);
            target.Live.Start(view.Settle());
            view.Report();
            _table.KeepSchema(plugin, target.Schema.GetRawText());
            _running[plugin] = target;
        }

        foreach (string name in _configured.Unknown(plugin, target.Leaves))
        {
            Log.UnknownSetting(_logger, plugin, name);
        }

        return new Attachment(this, plugin, target);
    }

    /// <summary>A plugin runs that has no settings (any more). What was stored for an earlier version is kept for its return.</summary>
    internal void Without(string plugin)
    {
        lock (LockOf(plugin))
        {
            _table.KeepSchema(plugin, schema: null);
        }
    }

    internal void Forget(string plugin)
    {
        lock (LockOf(plugin))
        {
            _table.Forget(plugin);
        }
    }

    private Lock LockOf(string plugin) => _locks.GetOrAdd(plugin, _ => new Lock());

    private SettingsView? Open(string plugin) => _running.TryGetValue(plugin, out SettingsTarget? target)
        ? ViewOf(plugin, target)
        : _table.LoadSchema(plugin) is { } schema ? new SettingsView(plugin, JsonElement.Parse(schema), Sources(plugin), target: null) : null;

    private SettingsView ViewOf(string plugin, SettingsTarget target) => new(plugin, target.Schema, Sources(plugin), target);

    private SettingsSources Sources(string plugin) => new(plugin, _table.Load(plugin), _vault, _configured);

    private sealed class Attachment(PluginSettings settings, string plugin, SettingsTarget target) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (settings.LockOf(plugin))
            {
                settings._running.TryRemove(KeyValuePair.Create(plugin, target));
            }

            return ValueTask.CompletedTask;
        }
    }
}
