using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PiHub.PluginHost.Manifests;

/// <summary>Says what is wrong with the JSON of a manifest in the author's words: where, and what is expected there.</summary>
internal static partial class ManifestMistake
{
    private const string Text = "a text";
    private const string Object = "an object";
    private const string Texts = "a list of texts";

    // By JSON path, with the number of a list's element left out.
    private static readonly FrozenDictionary<string, string> Expected = new Dictionary<string, string>
    {
        ["$"] = Object,
        ["$.id"] = Text,
        ["$.name"] = Text,
        ["$.version"] = Text,
        ["$.sdk"] = Text,
        ["$.entry"] = Text,
        ["$.description"] = Text,
        ["$.license"] = Text,
        ["$.icon"] = Text,
        ["$.permissions"] = Object,
        ["$.permissions.subscribe"] = Texts,
        ["$.permissions.subscribe[]"] = Text,
        ["$.permissions.publish"] = Texts,
        ["$.permissions.publish[]"] = Text,
        ["$.demo_devices"] = "a list of objects",
        ["$.demo_devices[]"] = Object,
        ["$.demo_devices[].id"] = Text,
        ["$.demo_devices[].driver"] = Text,
        ["$.demo_devices[].name"] = Text,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The mistake that ended the reading of a manifest, without a full stop.</summary>
    public static string Describe(JsonException exception)
    {
        string line = exception.LineNumber is { } number ? $" (line {number + 1})" : "";

        // Broken JSON comes from the tokenizer, whose own exception is inside; its message ends with the place, said here once.
        if (exception.InnerException is JsonException)
        {
            return $"it is not JSON: {Place().Replace(exception.Message, "").TrimEnd('.')}{line}";
        }

        string path = exception.Path ?? "$";
        string member = path == "$" ? "the whole" : path[2..];
        return Expected.TryGetValue(Element().Replace(path, "[]"), out string? expected)
            ? $"{member} must be {expected}{line}"
            : $"{member} is no member of a manifest{line}";
    }

    [GeneratedRegex(@" (Path: \$.* \| )?LineNumber: .*\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Element();
}
