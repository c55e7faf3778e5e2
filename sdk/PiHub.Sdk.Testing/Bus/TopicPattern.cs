using System.Text;

namespace PiHub.Sdk.Testing.Bus;

/// <summary>MQTT's topic filters (5.0: 4.7), and which of them includes which.</summary>
internal static class TopicPattern
{
    private const int MaximumBytes = 65_535;

    public static bool IsName(string? topic) => IsText(topic) && topic!.AsSpan().IndexOfAny('+', '#') < 0; // IsText refuses null

    public static bool IsFilter(string? filter)
    {
        if (!IsText(filter))
        {
            return false;
        }

        string[] levels = filter!.Split('/'); // IsText refuses null
        return levels.Select((level, i) => level is "+" || (level is "#" && i == levels.Length - 1) || level.AsSpan().IndexOfAny('+', '#') < 0)
            .All(isValid => isValid);
    }

    /// <summary>Whether a topic name matches a filter; a leading wildcard never matches a leading <c>$</c>.</summary>
    public static bool Matches(string filter, string topic) =>
        !(topic.StartsWith('$') && filter[0] is '+' or '#') && Covers(filter.Split('/'), topic.Split('/'), isName: true);

    /// <summary>Whether every topic that <paramref name="asked"/> matches is also matched by <paramref name="granted"/>.</summary>
    public static bool Covers(string granted, string asked) => Covers(granted.Split('/'), asked.Split('/'), isName: false);

    private static bool Covers(string[] granted, string[] asked, bool isName)
    {
        for (int i = 0; i < granted.Length; i++)
        {
            if (granted[i] == "#")
            {
                return true; // also when asked ends here: "a/#" matches "a" itself
            }

            if (i >= asked.Length || (!isName && asked[i] == "#") || (granted[i] != "+" && granted[i] != asked[i]))
            {
                return false;
            }
        }

        return granted.Length == asked.Length;
    }

    private static bool IsText(string? text) =>
        !string.IsNullOrEmpty(text) && !text.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(text) <= MaximumBytes;
}
