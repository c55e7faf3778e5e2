namespace PiHub.Automations.Definitions;

/// <summary>Collects what is wrong with a definition, by the path of the field.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> All =>
        _byPath.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

    public void Add(string path, string text)
    {
        if (!_byPath.TryGetValue(path, out List<string>? texts))
        {
            _byPath[path] = texts = [];
        }

        texts.Add(text);
    }

    /// <summary>Notes a fault unless the rule holds; tells whether it does.</summary>
    public bool Expect(bool holds, string path, string text)
    {
        if (!holds)
        {
            Add(path, text);
        }

        return holds;
    }

    public bool OneOf(string? value, string path, params string[] choices) =>
        Expect(value is not null && choices.Contains(value, StringComparer.Ordinal), path, $"is one of: {string.Join(", ", choices)}");

    public void Length(string? value, string path, int minimum, int maximum) => Expect(
        (value?.Length ?? 0) >= minimum && (value?.Length ?? 0) <= maximum && (minimum == 0 || !string.IsNullOrWhiteSpace(value)),
        path,
        minimum == 0 ? $"has at most {maximum} characters" : $"has {minimum} to {maximum} characters");

    public void Range(double? value, string path, double minimum, double maximum) => Expect(
        value is null || (value >= minimum && value <= maximum),
        path,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"is a number from {minimum} to {maximum}"));
}
