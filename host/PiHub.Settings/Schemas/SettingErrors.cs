namespace PiHub.Settings.Schemas;

/// <summary>What is wrong with settings, by place. Not safe for several threads at once.</summary>
internal sealed class SettingErrors
{
    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    public bool IsEmpty => _messages.Count == 0;

    public IEnumerable<string> Paths => _messages.Keys;

    public void Add(string path, string message)
    {
        if (!_messages.TryGetValue(path, out List<string>? known))
        {
            _messages[path] = known = [];
        }

        if (!known.Contains(message))
        {
            known.Add(message);
        }
    }

    public void Add(SettingErrors others)
    {
        foreach ((string path, List<string> messages) in others._messages)
        {
            messages.ForEach(message => Add(path, message));
        }
    }

    /// <summary>All of it but what others say too.</summary>
    public SettingErrors Without(SettingErrors others) => Where(
        (path, message) => !others._messages.TryGetValue(path, out List<string>? known) || !known.Contains(message));

    /// <summary>What fulfils a condition.</summary>
    public SettingErrors Where(Func<string, string, bool> condition)
    {
        var chosen = new SettingErrors();
        foreach ((string path, List<string> messages) in _messages)
        {
            messages.Where(message => condition(path, message)).ToList().ForEach(message => chosen.Add(path, message));
        }

        return chosen;
    }

    /// <summary>What is wrong with one setting; all of it when nothing is said of that one.</summary>
    public string Of(string setting)
    {
        SettingErrors own = Where((path, _) => SettingPath.SettingOf(path) == setting);
        return (own.IsEmpty ? this : own).ToString();
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>All of it as a part of a sentence.</summary>
    public override string ToString() => string.Join("; ", _messages.SelectMany(entry => entry.Value.Select(message =>
        SettingPath.SettingOf(entry.Key).Length == entry.Key.Length ? message : $"{entry.Key} {message}")));
}
