using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Settings;
using PiHub.Settings.Live;

namespace PiHub.Settings;

/// <summary>The hub's own pages of settings, read and changed by their ids. Safe to use from any thread.</summary>
public sealed class HubSettings : IAsyncDisposable
{
    // The order in which an owner meets them; further pages follow by their titles.
    private static readonly string[] First = ["general", "network", "mqtt", "recorder", "backups", "notifications"];

    private readonly Dictionary<string, SettingsOwner> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, SettingsTarget> _targets = [];
    private readonly List<IAsyncDisposable> _attached = [];
    private readonly SettingsStore _store;

    /// <summary>Reads what counts for each page, and follows what admins change from now on.</summary>
    /// <param name="sections">The pages.</param>
    /// <param name="store">Where their values are kept.</param>
    /// <param name="logger">Told of values that are refused.</param>
    /// <exception cref="InvalidOperationException">Two pages have the same id or class, or a class is none of settings.</exception>
    public HubSettings(IEnumerable<HubSection> sections, SettingsStore store, ILogger<HubSettings> logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        Sections = [.. sections.OrderBy(Rank).ThenBy(section => section.Title, StringComparer.Ordinal)];
        foreach (HubSection section in Sections)
        {
            var owner = SettingsOwner.Hub(section);
            var told = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            var target = new SettingsTarget(
                section.SettingsType, owner, (part, trouble) => Report(logger, told, (owner.Id, part), trouble), logger);
            if (!_owners.TryAdd(section.Id, owner) || !_targets.TryAdd(section.SettingsType, target))
            {
                throw new InvalidOperationException($"the page of settings '{section.Id}' is there twice");
            }

            _attached.Add(store.Attach(target));
            _attached.Add(target);
        }
    }

    /// <summary>The pages, in the order in which they are shown.</summary>
    public IReadOnlyList<HubSection> Sections { get; }

    /// <summary>The values of a page now; null when there is no such page.</summary>
    /// <param name="id">The page's id.</param>
    public SettingsSnapshot? Find(string id) => OwnerOf(id) is { } owner ? _store.Find(owner) : null;

    /// <summary>Checks a change of a page and, when nothing is wrong with it, stores it and tells those who follow.</summary>
    /// <param name="id">The page's id.</param>
    /// <param name="merge">A JSON object of what changes, named as in the API: null resets a setting to its next source.</param>
    /// <param name="ifMatch">The tag of the values that the caller looked at; null: whatever they are now.</param>
    /// <param name="isTrial">Only check.</param>
    /// <returns>Null when there is no such page.</returns>
    public SettingsOutcome? Change(string id, JsonElement merge, string? ifMatch = null, bool isTrial = false) =>
        OwnerOf(id) is { } owner ? _store.Change(owner, merge, ifMatch, isTrial) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable part in Enumerable.Reverse(_attached))
        {
            await part.DisposeAsync();
        }

        _attached.Clear();
    }

    internal ISettings<TSettings> Of<TSettings>()
        where TSettings : class => (ISettings<TSettings>)_targets[typeof(TSettings)].Settings;

    internal SettingsOwner? OwnerOf(string id) => _owners.GetValueOrDefault(id);

    private static int Rank(HubSection section) => Array.IndexOf(First, section.Id) is >= 0 and var rank ? rank : First.Length;

    private static void Report(
        ILogger logger, ConcurrentDictionary<string, string> told, (string Page, string Part) about, string? trouble)
    {
        if (trouble is null)
        {
            told.TryRemove(about.Part, out _);
        }
        else if (told.GetValueOrDefault(about.Part) != trouble)
        {
            told[about.Part] = trouble;
            Log.HubSettingRefused(logger, about.Page, trouble);
        }
    }
}
