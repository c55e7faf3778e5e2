using System.Text.Json;

namespace PiHub.PluginHost.Manifests;

/// <summary>An object of a manifest while it is read: gives its members, and notes what is wrong with them.</summary>
internal sealed class ManifestObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly ManifestErrors _errors;

    /// <param name="element">The object.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="errors">Where mistakes are noted.</param>
    /// <param name="known">The members that it may have.</param>
    public ManifestObject(JsonElement element, string path, ManifestErrors errors, IReadOnlyCollection<string> known)
    {
        (_path, _errors) = (path, errors);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string memberPath = PathOf(member.Name);
            if (!known.Contains(member.Name))
            {
                errors.Add(memberPath, "is no member of a manifest", ManifestSpelling.Nearest(member.Name, known) is { } meant
                    ? $"did you mean '{meant}'?"
                    : $"remove it; there are: {string.Join(", ", known)}");
            }
            else if (!_members.TryAdd(member.Name, member.Value))
            {
                errors.Add(memberPath, "is given twice", "keep one of them");
            }
        }
    }

    public string PathOf(string member) => $"{_path}.{member}";

    /// <summary>The text of a member; empty when it is missing or wrong.</summary>
    public string Text(string member, ManifestRule rule, bool isRequired = true)
    {
        if (_members.TryGetValue(member, out JsonElement value))
        {
            return Text(value, PathOf(member), rule) ?? "";
        }

        if (isRequired)
        {
            _errors.Add(PathOf(member), $"is missing; it must be {rule.Rule}", rule.Remedy);
        }

        return "";
    }

    /// <summary>The texts of a list; empty when it is missing.</summary>
    public IReadOnlyList<string> Texts(string member, ManifestRule rule) =>
        [.. Elements(member, "a list of texts").Select(item => Text(item.Value, item.Path, rule)).OfType<string>()];

    /// <summary>An object inside; null when it is missing or none.</summary>
    public ManifestObject? Object(string member, params IReadOnlyCollection<string> known) =>
        _members.TryGetValue(member, out JsonElement value) ? Object(value, PathOf(member), known) : null;

    /// <summary>The objects of a list; those that are none are left out.</summary>
    public IReadOnlyList<ManifestObject> Objects(string member, params IReadOnlyCollection<string> known) =>
        [.. Elements(member, "a list of objects").Select(item => Object(item.Value, item.Path, known)).OfType<ManifestObject>()];

    /// <summary>A whole number; null when it is missing or wrong.</summary>
    public int? Number(string member, int minimum, int maximum)
    {
        string rule = $"a whole number from {minimum} to {maximum}";
        string path = PathOf(member);
        if (!_members.TryGetValue(member, out JsonElement value))
        {
            _errors.Add(path, $"is missing; it must be {rule}", "add it");
        }
        else if (value.ValueKind != JsonValueKind.Number)
        {
            Mistype(path, rule, value);
        }
        else if (value.TryGetDecimal(out decimal number) && number == decimal.Truncate(number) && number >= minimum && number <= maximum)
        {
            return (int)number;
        }
        else
        {
            _errors.Add(path, $"must be {rule}, not {value.GetRawText()}", "choose another number");
        }

        return null;
    }

    /// <summary>An object whose members are somebody else's business; undefined when it is missing, null or none.</summary>
    public JsonElement OpenObject(string member)
    {
        if (!_members.TryGetValue(member, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.Clone();
        }

        Mistype(PathOf(member), "an object", value);
        return default;
    }

    private string? Text(JsonElement value, string path, ManifestRule rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Mistype(path, "a text", value);
            return null;
        }

        string text = value.GetString() ?? "";
        if (!rule.IsGood(text))
        {
            _errors.Add(path, $"must be {rule.Rule}, not '{Shown(text)}'", rule.Remedy);
        }

        return text;
    }

    private ManifestObject? Object(JsonElement value, string path, IReadOnlyCollection<string> known)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ManifestObject(value, path, _errors, known);
        }

        Mistype(path, "an object", value);
        return null;
    }

    private IEnumerable<(JsonElement Value, string Path)> Elements(string member, string what)
    {
        if (!_members.TryGetValue(member, out JsonElement value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select((element, index) => (element, $"{PathOf(member)}[{index}]"));
        }

        Mistype(PathOf(member), what, value);
        return [];
    }

    private void Mistype(string path, string expected, JsonElement value) =>
        _errors.Add(path, $"must be {expected}, not {NameOf(value.ValueKind)}", $"write {expected}");

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static string Shown(string text) => text.Length <= 80 ? text : $"{text[..80]}…";
}
