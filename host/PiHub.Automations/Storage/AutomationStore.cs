using System.Text.Json;
using Microsoft.Extensions.Logging;
using PiHub.Automations.Definitions;

namespace PiHub.Automations.Storage;

/// <summary>The owner's automations: keeps them and checks what changes. Safe to use from any thread.</summary>
public sealed class AutomationStore
{
    /// <summary>How many automations there may be.</summary>
    public const int Maximum = 200;

    private const int Format = 1;

    private readonly Lock _lock = new(); // held while automations change; the table is written first
    private readonly SortedDictionary<string, StoredAutomation> _automations = new(StringComparer.Ordinal);
    private readonly AutomationTables _tables;
    private readonly ILogger<AutomationStore> _logger;

    internal AutomationStore(AutomationTables tables, ILogger<AutomationStore> logger)
    {
        (_tables, _logger) = (tables, logger);
        foreach (AutomationRow row in tables.Load())
        {
            _automations[row.Id] = Read(row);
        }
    }

    /// <summary>Raised after an automation was added or changed (as it is now) or deleted (null). Handlers must be quick.</summary>
    public event Action<string, StoredAutomation?>? Changed;

    /// <summary>All automations, ordered by name.</summary>
    public IReadOnlyList<StoredAutomation> List()
    {
        lock (_lock)
        {
            return [.. _automations.Values.OrderBy(one => one.Definition.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>One automation; null when there is none of this id.</summary>
    /// <param name="id">Its id.</param>
    public StoredAutomation? Find(string id)
    {
        lock (_lock)
        {
            return _automations.GetValueOrDefault(id);
        }
    }

    /// <summary>What is wrong with a definition, by the path of the field, e.g. <c>triggers[0].value</c>; empty when nothing is.</summary>
    /// <param name="automation">The definition.</param>
    public static IReadOnlyDictionary<string, string[]> Check(Automation automation) => AutomationRules.Check(automation);

    /// <summary>Adds an automation.</summary>
    /// <param name="automation">The definition.</param>
    public ChangeResult Add(Automation automation)
    {
        if (Check(automation) is { Count: > 0 } errors)
        {
            return new ChangeResult(null, errors);
        }

        StoredAutomation added;
        lock (_lock)
        {
            if (_automations.Count >= Maximum)
            {
                return new ChangeResult(null, Fault("", $"there are {Maximum} automations already; delete one first"));
            }

            added = new StoredAutomation(Guid.NewGuid().ToString("N")[..12], 1, automation, null);
            Keep([added]);
        }

        Raise(added.Id, added);
        return new ChangeResult(added, ChangeResult.NoErrors);
    }

    /// <summary>Changes an automation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="automation">The new definition.</param>
    /// <param name="ifMatch">The entity tag that the change is based on; null: whatever it is now.</param>
    /// <returns>Without <see cref="ChangeResult.Now"/> when there is none of this id.</returns>
    public ChangeResult Update(string id, Automation automation, string? ifMatch)
    {
        IReadOnlyDictionary<string, string[]> errors = Check(automation);
        StoredAutomation? changed;
        lock (_lock)
        {
            if (!_automations.TryGetValue(id, out StoredAutomation? known))
            {
                return new ChangeResult(null, ChangeResult.NoErrors);
            }

            if ((ifMatch is not (null or "*") && ifMatch != known.ETag) || errors.Count > 0)
            {
                return new ChangeResult(known, errors, ifMatch is not (null or "*") && ifMatch != known.ETag);
            }

            changed = new StoredAutomation(id, known.Version + 1, automation, automation.Enabled ? null : known.StoppedBecause);
            Keep([changed]);
        }

        Raise(id, changed);
        return new ChangeResult(changed, ChangeResult.NoErrors);
    }

    /// <summary>Switches an automation on or off.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="isEnabled">Whether it acts.</param>
    /// <param name="because">Why the hub does it; null: the owner does.</param>
    /// <returns>Null when there is none of this id; with errors when it cannot be on.</returns>
    public ChangeResult? Switch(string id, bool isEnabled, string? because = null)
    {
        StoredAutomation? changed;
        lock (_lock)
        {
            if (!_automations.TryGetValue(id, out StoredAutomation? known))
            {
                return null;
            }

            if (isEnabled && Check(known.Definition) is { Count: > 0 } errors)
            {
                return new ChangeResult(known, errors);
            }

            if (known.Definition.Enabled == isEnabled)
            {
                return new ChangeResult(known, ChangeResult.NoErrors);
            }

            changed = new StoredAutomation(id, known.Version + 1, known.Definition with { Enabled = isEnabled }, isEnabled ? null : because);
            Keep([changed]);
        }

        Raise(id, changed);
        return new ChangeResult(changed, ChangeResult.NoErrors);
    }

    /// <summary>Deletes an automation and its runs.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>False when there is none of this id.</returns>
    public bool Delete(string id)
    {
        lock (_lock)
        {
            if (!_automations.ContainsKey(id))
            {
                return false;
            }

            _tables.Delete(id);
            _automations.Remove(id);
        }

        Raise(id, automation: null);
        return true;
    }

    /// <summary>All automations as a JSON document, without runs.</summary>
    public JsonElement Export() => JsonSerializer.SerializeToElement(
        new ExportDocument(Format, List().ToDictionary(one => one.Id, Automation? (one) => one.Definition, StringComparer.Ordinal)),
        AutomationJson.Default.ExportDocument);

    /// <summary>Takes an exported document: automations of the same id are replaced, others are added, all or none.</summary>
    /// <param name="document">From <see cref="Export"/>.</param>
    /// <param name="isTrial">Only checks, and changes nothing.</param>
    /// <returns>What is wrong, by the path of the field; empty when it was taken.</returns>
    public IReadOnlyDictionary<string, string[]> Import(JsonElement document, bool isTrial)
    {
        if (!TryRead(document, out IReadOnlyDictionary<string, Automation?> given, out string? fault))
        {
            return Fault("", fault);
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach ((string id, Automation? automation) in given)
        {
            foreach ((string path, string[] texts) in automation is null ? Fault("", "is an object") : Check(automation))
            {
                errors[$"automations.{id}.{path}".TrimEnd('.')] = texts;
            }
        }

        StoredAutomation[] taken;
        lock (_lock)
        {
            if (_automations.Keys.Union(given.Keys, StringComparer.Ordinal).Count() > Maximum)
            {
                errors["automations"] = [$"there would be more than {Maximum} automations"];
            }

            if (errors.Count > 0 || isTrial)
            {
                return errors;
            }

            taken = [.. given.Select(pair => new StoredAutomation(
                pair.Key, (_automations.GetValueOrDefault(pair.Key)?.Version ?? 0) + 1, pair.Value ?? new Automation(), null))];
            Keep(taken);
        }

        Array.ForEach(taken, one => Raise(one.Id, one));
        return errors;
    }

    private static bool TryRead(JsonElement document, out IReadOnlyDictionary<string, Automation?> automations, out string fault)
    {
        (automations, fault) = (new Dictionary<string, Automation?>(), "these are no automations of a hub");
        try
        {
            ExportDocument? read = document.Deserialize(AutomationJson.Default.ExportDocument);
            if (read is { Format: > Format })
            {
                fault = "they are from a newer version of the hub";
                return false;
            }

            automations = read?.Automations ?? automations;
            return read is { Format: Format, Automations: not null } && automations.Keys.All(IsId);
        }
        catch (JsonException exception)
        {
            fault = $"the value of '{exception.Path?.TrimStart('$', '.')}' has the wrong type";
            return false;
        }
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 63 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Dictionary<string, string[]> Fault(string path, string text) => new(StringComparer.Ordinal) { [path] = [text] };

    // What an older version let through, or a newer one wrote, stays off and says why; the others work.
    private StoredAutomation Read(AutomationRow row)
    {
        string? reason = null;
        Automation? definition = null;
        try
        {
            definition = JsonSerializer.Deserialize(row.Definition, AutomationJson.Default.Automation);
            reason = row.Format > Format ? "it was written by a newer version of the hub"
                : definition is { } read && Check(read) is { Count: > 0 } errors ? $"{errors.First().Key} {errors.First().Value[0]}"
                : null;
        }
        catch (JsonException exception)
        {
            reason = exception.Message;
        }

        if (reason is null && definition is not null)
        {
            return new StoredAutomation(row.Id, row.Version, definition, row.StoppedBecause);
        }

        Log.Unreadable(_logger, row.Id, reason ?? "it is empty");
        return new StoredAutomation(
            row.Id, row.Version, (definition ?? new Automation { Name = row.Id }) with { Enabled = false }, $"It cannot be used: {reason}");
    }

    private void Keep(IReadOnlyList<StoredAutomation> changed)
    {
        _tables.Save(changed.Select(one => new AutomationRow
        {
            Id = one.Id,
            Version = one.Version,
            Format = Format,
            Definition = JsonSerializer.Serialize(one.Definition, AutomationJson.Default.Automation),
            StoppedBecause = one.StoppedBecause,
        }));
        foreach (StoredAutomation one in changed)
        {
            _automations[one.Id] = one;
        }
    }

    private void Raise(string id, StoredAutomation? automation)
    {
        try
        {
            Changed?.Invoke(id, automation);
        }
#pragma warning disable CA1031 // Boundary: who listens for changes must not undo them.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ListenerFailed(_logger, id, exception);
        }
    }
}
