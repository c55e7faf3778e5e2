using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Access;

/// <summary>Compares topic filters as sets of topics.</summary>
internal static class FilterCover
{
    private const string SharePrefix = "$share/";

    /// <summary>Whether every topic that a filter matches is matched by the cover too.</summary>
    /// <param name="cover">A valid filter.</param>
    /// <param name="filter">A valid filter.</param>
    public static bool Covers(string cover, string filter)
    {
        // A leading wildcard never matches a leading "$" (4.7.2-1).
        if (filter.StartsWith('$') && cover is ['+' or '#', ..])
        {
            return false;
        }

        ReadOnlySpan<char> coverRest = cover;

        // A topic has at least one level, and one that is empty is not the only one, so these mean the same.
        ReadOnlySpan<char> filterRest = filter switch
        {
            "#" => "+/#",
            "/#" => "/+/#",
            _ => filter,
        };
        while (true)
        {
            ReadOnlySpan<char> level = TopicFilter.NextLevel(ref coverRest, out bool coverEnds);
            if (level is "#")
            {
                return true;
            }

            ReadOnlySpan<char> asked = TopicFilter.NextLevel(ref filterRest, out bool filterEnds);
            if (asked is "#" || (level is not "+" && !level.SequenceEqual(asked)))
            {
                return false;
            }

            if (coverEnds || filterEnds)
            {
                // "sport/#" matches "sport" itself.
                return (coverEnds && filterEnds) || (filterEnds && coverRest is "#");
            }
        }
    }

    /// <summary>The filter whose topics a subscription is for: of <c>$share/group/filter</c> the last part.</summary>
    public static string WithoutGroup(string filter)
    {
        if (!filter.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            return filter;
        }

        int slash = filter.IndexOf('/', SharePrefix.Length);
        return slash < 0 ? filter : filter[(slash + 1)..];
    }
}
