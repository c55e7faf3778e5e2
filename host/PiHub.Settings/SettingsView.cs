using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings.Archive;
using PiHub.Settings.Layers;
using PiHub.Settings.Live;
using PiHub.Settings.Schemas;

namespace PiHub.Settings;

/// <summary>The settings of an owner during one call: schema, sources, and what comes of both. Belongs to one thread.</summary>
internal sealed class SettingsView
{
    private readonly SettingsOwner _owner;
    private readonly JsonElement _schema;
    private readonly SettingsSources _sources;
    private readonly SettingsTarget? _target;
    private readonly SettingsLayers _layers;
    private object? _settled;
    private SettingErrors _unmet = new();

    public SettingsView(SettingsOwner owner, JsonElement schema, SettingsSources sources, SettingsTarget? target)
    {
        (_owner, _schema, _sources, _target) = (owner, schema, sources, target);
        Leaves = target?.Leaves ?? SettingLeaf.Of(schema);
        _layers = SettingsLayers.Of(Leaves, sources.Find);
    }

    public IReadOnlyList<SettingLeaf> Leaves { get; }

    public SettingsView With(IReadOnlyList<StoredSetting> set, IReadOnlyCollection<string> reset) =>
        new(_owner, _schema, _sources.With(set, reset), _target);

    /// <summary>What is wrong with what would count, asking the class's own rules when its owner runs.</summary>
    public SettingErrors Check()
    {
        SettingErrors errors = _layers.Missing();
        if (_target is { } target)
        {
            target.Bind(_layers.Given(), out SettingErrors refused);
            errors.Add(refused.Without(target.Flaws(_layers)));
        }

        return errors;
    }

    /// <summary>The object of what would count at a start.</summary>
    public object Settle()
    {
        _settled ??= _target is { } target ? target.Settle(_layers, out _unmet) : new object();
        return _settled;
    }

    public void Report()
    {
        Settle();
        _target?.Report(_layers, _unmet);
    }

    public void Publish()
    {
        object settings = Settle();
        _target?.Live.Publish(_target.InEffect(settings, _layers));
        Report();
    }

    /// <summary>Gives its code what counts, before anybody is told.</summary>
    public void Start()
    {
        object settings = Settle();
        _target?.Hold(_layers);
        _target?.Live.Start(settings);
        Report();
    }

    /// <summary>What counts otherwise than in another view of the same settings.</summary>
    public IReadOnlyList<SettingDifference> Against(SettingsView before) =>
    [
        .. Leaves.Select(leaf => (Leaf: leaf, Old: before._layers.Effective(leaf).Value, New: _layers.Effective(leaf).Value))
            .Where(pair => !EffectiveSetting.IsSame(pair.Old, pair.New))
            .Select(pair => pair.Leaf.IsSecret
                ? new SettingDifference(pair.Leaf.Path, IsSecret: true, Before: null, After: null)
                : new SettingDifference(pair.Leaf.Path, IsSecret: false, pair.Old, pair.New)),
    ];

    /// <summary>The values that admins set and that nothing refuses, with what describes them.</summary>
    public IReadOnlyList<(SettingLeaf Leaf, JsonElement Value)> OfAdmins()
    {
        Settle();
        return
        [
            .. Leaves.Select(leaf => (Leaf: leaf, Effective: _layers.Effective(leaf)))
                .Where(pair => pair.Effective is { Source: SettingSource.Admin, Value: not null })
                .Select(pair => (pair.Leaf, pair.Effective.Value ?? default)),
        ];
    }

    public SettingsSnapshot Snapshot()
    {
        Settle();
        SettingErrors errors = _target is null ? _layers.Missing() : new SettingErrors();
        errors.Add(_unmet);
        errors.Add(_layers.Refused);
        return new SettingsSnapshot
        {
            Id = _owner.Id,
            IsLive = _target is not null,
            ETag = Tag(),
            Schema = _schema,
            Values = Values(leaf => leaf.IsSecret ? null : _layers.Effective(leaf).Value, Leaves),
            SecretsSet = Leaves.Where(leaf => leaf.IsSecret)
                .ToDictionary(leaf => leaf.Path, leaf => !SchemaCheck.IsBlank(_layers.Effective(leaf).Value), StringComparer.Ordinal),
            Sources = Leaves.ToDictionary(leaf => leaf.Path, leaf => _layers.Effective(leaf).Source, StringComparer.Ordinal),
            Beneath = Leaves.Where(leaf => _sources.Stored.Any(setting => setting.Path == leaf.Path))
                .ToDictionary(leaf => leaf.Path, Beneath, StringComparer.Ordinal),
            NeedsRestart = _target?.Waiting(_layers) ?? [],
            Errors = errors.ToDictionary(),
        };
    }

    public SettingsDocument Export(string? passphrase)
    {
        Settle();
        SettingLeaf[] given = [.. Leaves.Where(leaf => _layers.Effective(leaf).Source != SettingSource.Default)];
        JsonObject secrets = Values(leaf => _layers.Effective(leaf).Value, given.Where(leaf => leaf.IsSecret));
        return new SettingsDocument
        {
            Plugin = _owner.Id,
            Values = JsonElement.Parse(Values(leaf => _layers.Effective(leaf).Value, given.Where(leaf => !leaf.IsSecret)).ToJsonString()),
            Secrets = passphrase is not null && secrets.Count > 0 ? SettingsArchive.Seal(_owner.Key, secrets, passphrase) : null,
        };
    }

    private SettingBeneath Beneath(SettingLeaf leaf)
    {
        EffectiveSetting beneath = _layers.Beneath(leaf);
        return new SettingBeneath(beneath.Source, leaf.IsSecret ? null : beneath.Value);
    }

    private static JsonObject Values(Func<SettingLeaf, JsonElement?> valueOf, IEnumerable<SettingLeaf> leaves)
    {
        var values = new JsonObject();
        foreach (SettingLeaf leaf in leaves)
        {
            string[] names = leaf.Path.Split('.');
            JsonObject parent = values;
            if (names is [{ } group, _])
            {
                parent = values[group] as JsonObject ?? [];
                values[group] ??= parent;
            }

            parent[names[^1]] = valueOf(leaf) is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        }

        return values;
    }

    // Of what is stored, and of what it is read by; the other sources change by a restart only.
    private string Tag()
    {
        var text = new StringBuilder(_schema.GetRawText());
        foreach (StoredSetting setting in _sources.Stored)
        {
            text.Append('\n').Append(setting.Path).Append('\t').Append(setting.Value);
        }

        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12))}\"";
    }
}
