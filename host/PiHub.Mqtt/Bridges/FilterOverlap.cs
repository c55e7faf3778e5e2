using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Bridges;

/// <summary>Compares topic filters as sets of topics.</summary>
internal static class FilterOverlap
{
    /// <summary>Whether some topic is matched by both filters.</summary>
    public static bool Exists(string first, string second)
    {
        ReadOnlySpan<char> left = first;
        ReadOnlySpan<char> right = second;
        bool isFirstLevel = true;
        while (true)
        {
            ReadOnlySpan<char> here = TopicFilter.NextLevel(ref left, out bool leftEnds);
            ReadOnlySpan<char> there = TopicFilter.NextLevel(ref right, out bool rightEnds);

            // 4.7.2-1: a leading wildcard does not match a leading dollar.
            if (isFirstLevel && ((here is "#" or "+" && there.StartsWith("$")) || (there is "#" or "+" && here.StartsWith("$"))))
            {
                return false;
            }

            isFirstLevel = false;
            if (here is "#" || there is "#")
            {
                return true;
            }

            if (here is not "+" && there is not "+" && !here.SequenceEqual(there))
            {
                return false;
            }

            if (leftEnds || rightEnds)
            {
                return (leftEnds && rightEnds) || (leftEnds ? right is "#" : left is "#");
            }
        }
    }
}
