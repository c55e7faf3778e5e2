namespace PiHub.Mqtt.Subscriptions;

/// <summary>The rules for topic filters (4.7).</summary>
public static class TopicFilter
{
    /// <summary>The most levels of a filter that the broker subscribes to; the tree is walked recursively.</summary>
    internal const int MaximumLevels = 128;

    private const string SharePrefix = "$share/";

    /// <summary>Whether a text is a topic filter: <c>#</c> alone or last after a slash, <c>+</c> alone in its level.</summary>
    /// <param name="filter">The text to check.</param>
    public static bool IsValid(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (!TopicName.IsText(filter))
        {
            return false;
        }

        for (int i = 0; i < filter.Length; i++)
        {
            bool isStart = i == 0 || filter[i - 1] == '/';
            bool isLast = i == filter.Length - 1;
            if ((filter[i] == '#' && !(isStart && isLast))
                || (filter[i] == '+' && !(isStart && (isLast || filter[i + 1] == '/'))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a topic name matches a filter; a leading wildcard never matches a leading <c>$</c> (4.7.2-1).</summary>
    /// <param name="filter">A valid filter.</param>
    /// <param name="topic">A valid topic name.</param>
    public static bool Matches(string filter, string topic)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(topic);
        ReadOnlySpan<char> filterRest = filter;
        ReadOnlySpan<char> topicRest = topic;
        if (topic.StartsWith('$') && (filter.StartsWith('+') || filter.StartsWith('#')))
        {
            return false;
        }

        while (true)
        {
            ReadOnlySpan<char> level = NextLevel(ref filterRest, out bool filterEnds);
            if (level is "#")
            {
                return true;
            }

            ReadOnlySpan<char> name = NextLevel(ref topicRest, out bool topicEnds);
            if (level is not "+" && !level.SequenceEqual(name))
            {
                return false;
            }

            if (filterEnds || topicEnds)
            {
                // "sport/#" matches "sport" itself.
                return (filterEnds && topicEnds) || (topicEnds && filterRest is "#");
            }
        }
    }

    /// <summary>Whether the filter asks for a shared subscription (5.0: 4.8.2), well-formed or not.</summary>
    internal static bool IsShared(string filter) =>
        filter.StartsWith(SharePrefix, StringComparison.Ordinal) || filter == "$share";

    /// <summary>What the broker subscribes to: well-formed, not too deep, and for <c>$share/name/filter</c> with a name that has no
    /// wildcard (5.0: 4.8.2-1, -2).</summary>
    internal static bool IsServed(string filter)
    {
        if (!IsValid(filter) || IsTooDeep(filter))
        {
            return false;
        }

        ReadOnlySpan<char> topics = TopicPart(filter);
        return !IsShared(filter)
            || (!topics.IsEmpty && filter.AsSpan()[SharePrefix.Length..^(topics.Length + 1)] is { IsEmpty: false } name && name.IndexOfAny('+', '#') < 0);
    }

    /// <summary>The filter that topics are matched with: what is behind <c>$share/name/</c>, or all of it.</summary>
    internal static ReadOnlySpan<char> TopicPart(string filter)
    {
        if (!IsShared(filter))
        {
            return filter;
        }

        ReadOnlySpan<char> rest = filter.AsSpan(Math.Min(SharePrefix.Length, filter.Length));
        int slash = rest.IndexOf('/');
        return slash < 0 ? [] : rest[(slash + 1)..];
    }

    /// <summary>Whether the filter has a wildcard.</summary>
    internal static bool HasWildcard(string filter) => filter.AsSpan().IndexOfAny('+', '#') >= 0;

    /// <summary>Whether the filter is deeper than the tree takes.</summary>
    internal static bool IsTooDeep(string filter) => filter.AsSpan().Count('/') >= MaximumLevels;

    /// <summary>Cuts the first level off.</summary>
    internal static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool isLast)
    {
        int slash = rest.IndexOf('/');
        isLast = slash < 0;
        ReadOnlySpan<char> level = isLast ? rest : rest[..slash];
        rest = isLast ? [] : rest[(slash + 1)..];
        return level;
    }
}
