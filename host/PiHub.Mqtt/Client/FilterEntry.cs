using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>One topic filter with its subscribers, and how far the server knows it. Its state belongs to <see cref="SubscriptionBook"/>.</summary>
internal sealed class FilterEntry
{
    public FilterEntry(string filter, uint identifier)
    {
        Filter = filter;
        Identifier = identifier;
        TopicFilterPart = TopicFilter.IsShared(filter) ? filter[(filter.IndexOf('/', "$share/".Length) + 1)..] : filter;
    }

    /// <summary>As the server gets it.</summary>
    public string Filter { get; }

    /// <summary>What topics are compared with: without <c>$share/…/</c>.</summary>
    public string TopicFilterPart { get; }

    /// <summary>The subscription identifier, from 1.</summary>
    public uint Identifier { get; }

    /// <summary>Replaced, never changed.</summary>
    public MessageHandler[] Handlers { get; set; } = [];

    public QualityOfService Quality { get; set; }

    public SubscribeOptions Options { get; set; } = new();

    /// <summary>Counts what was asked of it.</summary>
    public int Wish { get; set; } = 1;

    /// <summary>Up to which wish the server has answered.</summary>
    public int Answered { get; set; }

    /// <summary>Why the server refuses it, for a person; null when it does not.</summary>
    public string? Problem { get; set; }

    public bool IsWanted => Handlers.Length > 0;

    public SubscriptionRequest ToRequest() => new()
    {
        Filter = Filter,
        QualityOfService = Quality,
        NoLocal = Options.NoLocal,
        RetainAsPublished = Options.RetainAsPublished,
        RetainHandling = Options.RetainHandling,
    };
}
