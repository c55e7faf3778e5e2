namespace PiHub.Chaos.Records;

/// <summary>Holds what was promised against what came.</summary>
internal static class DeliveryCheck
{
    /// <summary>What is wrong on one topic at one subscriber; nothing when all is well.</summary>
    public static IEnumerable<string> Check(PublishedTopic topic, ReceivedTopics received)
    {
        IReadOnlyList<int> numbers = received.Of(topic.Name);
        string where = $"{received.Subscriber}, {topic.Name} (QoS {topic.QualityOfService})";
        HashSet<int> seen = [];
        int highest = 0;
        foreach (int number in numbers)
        {
            bool isFirst = seen.Add(number);
            if (!isFirst && topic.QualityOfService == 2)
            {
                yield return $"{where}: {number} came twice";
            }

            // Again after a restart is allowed with QoS 1; a number that comes for the first time must be beyond all others.
            if (isFirst && number < highest)
            {
                yield return $"{where}: {number} came for the first time after {highest}";
            }

            highest = Math.Max(highest, number);
        }

        if (highest > topic.LastSent)
        {
            yield return $"{where}: {highest} came, but only {topic.LastSent} were sent";
        }

        foreach (int missing in topic.Acknowledged.Except(seen).Order().Take(10))
        {
            yield return $"{where}: {missing} was acknowledged and never came";
        }
    }

    /// <summary>What is wrong with a topic's retained message: it is the last acknowledged one or a later one.</summary>
    public static IEnumerable<string> CheckRetained(PublishedTopic topic, int? retained)
    {
        if ((retained ?? 0) < topic.LastAcknowledged || (retained ?? 0) > topic.LastSent)
        {
            yield return $"{topic.Name}: {retained?.ToString() ?? "nothing"} is retained, " +
                $"{topic.LastAcknowledged} was acknowledged and {topic.LastSent} sent last";
        }
    }

    /// <summary>What is wrong with a device's readings: each acknowledged one is recorded.</summary>
    public static IEnumerable<string> CheckReadings(PublishedTopic topic, IReadOnlySet<int> recorded) =>
        topic.Acknowledged.Except(recorded).Order().Take(10).Select(missing => $"{topic.Name}: {missing} was acknowledged and is not recorded");
}
