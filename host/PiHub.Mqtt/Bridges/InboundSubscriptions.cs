using PiHub.Mqtt.Access;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>What a bridge is subscribed to at the remote broker: its topics, and if so configured what the hub's subscribers want.</summary>
internal sealed class InboundSubscriptions
{
    private readonly BridgeSettings _settings;
    private readonly BrokerParts _parts;
    private readonly MqttClient _client;
    private readonly InboundMessages _messages;
    private readonly SubscribedFilters _file;
    private readonly AsyncSignal _changed = new();
    private readonly Dictionary<string, IAsyncDisposable> _followed = new(StringComparer.Ordinal);

    // Replaced, never changed. The first that matches a topic counts.
    private volatile TopicMapping[] _mappings;

    public InboundSubscriptions(
        BridgeSettings settings, BrokerParts parts, MqttClient client, InboundMessages messages, SubscribedFilters file)
    {
        _settings = settings;
        _parts = parts;
        _client = client;
        _messages = messages;
        _file = file;
        _mappings = [.. settings.Topics.Where(topic => topic.IsIn)];
    }

    /// <summary>Tells the client everything, before it connects.</summary>
    public async Task SubscribeAsync()
    {
        IReadOnlyCollection<string> left = _file.Load();
        foreach (TopicMapping mapping in _mappings)
        {
            Subscribe(mapping);
        }

        string[] followed = _settings.FollowsSubscriptions ? Wanted() : [];
        foreach (string filter in left.Except(followed).Except(_mappings.Select(mapping => mapping.RemoteFilter)))
        {
            // What is subscribed to and given up at once is unsubscribed from in a session that has it.
            await _client.Subscribe(filter, QualityOfService.AtMostOnce, static (_, _) => ValueTask.CompletedTask).DisposeAsync();
        }

        await FollowAsync(followed);
    }

    /// <summary>The remote broker may have answered.</summary>
    public void Wake() => _changed.Set();

    /// <summary>Follows the hub's subscriptions as they come and go.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using CancellationTokenRegistration wake = stopping.Register(_changed.Set);
        if (_settings.FollowsSubscriptions)
        {
            _parts.Subscriptions.Changed += _changed.Set;
        }

        while (!stopping.IsCancellationRequested)
        {
            await FollowAsync(_settings.FollowsSubscriptions ? Wanted() : []);
            await _changed.WaitAsync();
        }

        _parts.Subscriptions.Changed -= _changed.Set;
    }

    // The broker's own topics are each broker's own.
    private string[] Wanted()
    {
        string[] filters =
        [
            .. _parts.Subscriptions.FiltersBySubscriber()
                .Where(pair => pair.Key is not OutboundMessages)
                .SelectMany(pair => pair.Value)
                .Select(filter => TopicFilter.TopicPart(filter).ToString())
                .Where(filter => !filter.StartsWith('$'))
                .Distinct(),
        ];
        return [.. filters.Where(filter => !_settings.Topics.Any(topic => topic.IsIn && FilterCover.Covers(topic.RemoteFilter, filter))
            && !filters.Any(other => other != filter && FilterCover.Covers(other, filter)))];
    }

    private async Task FollowAsync(string[] wanted)
    {
        TopicMapping[] configured = [.. _settings.Topics.Where(topic => topic.IsIn)];
        string[] all = [.. configured.Select(topic => topic.RemoteFilter), .. wanted];
        if (!all.All(_file.Filters.Contains))
        {
            _file.Set([.. _file.Filters, .. all]); // before the remote broker knows
        }

        TopicMapping[] followed = [.. wanted.Select(filter => new TopicMapping { Filter = filter, Direction = BridgeDirection.In })];
        _mappings = [.. configured, .. followed];
        foreach (TopicMapping mapping in followed.Where(mapping => !_followed.ContainsKey(mapping.Filter)))
        {
            _followed[mapping.Filter] = Subscribe(mapping);
        }

        foreach (string ended in _followed.Keys.Except(wanted).ToArray())
        {
            _followed.Remove(ended, out IAsyncDisposable? subscription);
            if (subscription is not null)
            {
                await subscription.DisposeAsync();
            }
        }

        if (_client.HasToldSubscriptions)
        {
            _file.Set(all); // the remote broker has forgotten the others
        }
    }

    // A session that knows the filter already has what is retained; a new one gets it.
    private IAsyncDisposable Subscribe(TopicMapping mapping) => _client.Subscribe(
        mapping.RemoteFilter,
        mapping.MaximumQuality,
        (message, cancellationToken) => TakeAsync(mapping, message, cancellationToken),
        new SubscribeOptions { NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.OnNewSubscription });

    private ValueTask TakeAsync(TopicMapping mapping, ReceivedMessage message, CancellationToken cancellationToken)
    {
        // Of several subscriptions one brings the message, whether the remote broker sends one copy or one for each.
        string? topic = mapping.ToLocal(message.Message.Topic);
        bool isFirst = Array.Find(_mappings, other => other.ToLocal(message.Message.Topic) is not null)?.RemoteFilter == mapping.RemoteFilter;
        return topic is null || !isFirst ? ValueTask.CompletedTask : _messages.TakeAsync(topic, message, cancellationToken);
    }
}
