namespace PiHub.Api.Broker;

/// <summary>The topics that only the hub itself writes.</summary>
internal static class HubTopics
{
    /// <summary>Why such a topic is refused.</summary>
    public const string Rule = "topics below pihub/$hub/ and $SYS/ are the hub's own";

    public static bool Contains(string topic) =>
        topic is "pihub/$hub" or "$SYS"
        || topic.StartsWith("pihub/$hub/", StringComparison.Ordinal)
        || topic.StartsWith("$SYS/", StringComparison.Ordinal);
}
