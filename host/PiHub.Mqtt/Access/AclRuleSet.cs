using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Access;

/// <summary>The rules that count for a client, their names filled in. Clients for whom the same rules count share one. Safe from any
/// thread.</summary>
internal sealed class AclRuleSet
{
    private readonly Rule[] _publish;
    private readonly Rule[] _subscribe;
    private readonly DecisionCache? _published;
    private readonly DecisionCache? _received;

    /// <param name="rules">The rules that are for the client, in order.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="clientId">The client id.</param>
    /// <param name="isShared">Whether decisions are worth remembering, because many clients ask.</param>
    public AclRuleSet(IEnumerable<AclRule> rules, string user, string clientId, bool isShared)
    {
        (AclRule Rule, string? Filter)[] filled = [.. rules.Select(rule => (rule, rule.TopicFor(user, clientId)))];
        _publish = [.. from entry in filled where entry.Filter is not null && entry.Rule.ForPublish select new Rule(entry.Filter, entry.Rule.Decision)];
        _subscribe = [.. from entry in filled where entry.Filter is not null && entry.Rule.ForSubscribe select new Rule(entry.Filter, entry.Rule.Decision)];
        if (isShared)
        {
            _published = new DecisionCache(topic => Decide(_publish, topic));
            _received = new DecisionCache(topic => Decide(_subscribe, topic));
        }
    }

    public bool HasPublishRules => _publish.Length > 0;

    /// <summary>Whether something that was subscribed may have to be withheld.</summary>
    public bool Withholds => _subscribe.Any(rule => rule.Decision != AclDecision.Allow);

    public AclDecision OnPublish(string topic) => _published?.Find(topic) ?? Decide(_publish, topic);

    public AclDecision OnReceive(string topic) => _received?.Find(topic) ?? Decide(_subscribe, topic);

    public AclDecision OnSubscribe(string filter)
    {
        foreach (ref readonly Rule rule in _subscribe.AsSpan())
        {
            if (FilterCover.Covers(rule.Filter, filter))
            {
                return rule.Decision;
            }
        }

        return AclDecision.None;
    }

    private static AclDecision Decide(Rule[] rules, string topic)
    {
        foreach (ref readonly Rule rule in rules.AsSpan())
        {
            if (TopicFilter.Matches(rule.Filter, topic))
            {
                return rule.Decision;
            }
        }

        return AclDecision.None;
    }

    private readonly record struct Rule(string Filter, AclDecision Decision);
}
