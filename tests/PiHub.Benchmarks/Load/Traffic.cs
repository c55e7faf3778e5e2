namespace PiHub.Benchmarks.Load;

/// <summary>One kind of traffic between publishers and subscribers.</summary>
internal sealed record Traffic
{
    /// <summary>How many publish.</summary>
    public int PublisherCount { get; init; } = 1;

    /// <summary>How many take every message; with none, acknowledgements are what is counted.</summary>
    public int SubscriberCount { get; init; } = 1;

    /// <summary>Of the messages and the subscriptions.</summary>
    public required int QualityOfService { get; init; }

    public bool IsRetained { get; init; }

    /// <summary>A message's topic. Subscribers take <c>bench/#</c>.</summary>
    public Func<MessageKey, string> Topic { get; init; } = key => $"bench/{key.Publisher}";

    /// <summary>A message's payload. With subscribers, it starts with <see cref="MessageKey.Write"/>.</summary>
    public Func<MessageKey, byte[]> Payload { get; init; } = key => key.Write(new byte[100]);
}
