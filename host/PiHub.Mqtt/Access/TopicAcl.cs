using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Access;

/// <summary>Applies the configured topic rules to what a client's role gives it. Safe from any thread.</summary>
public sealed class TopicAcl
{
    // Different users may make different sets; beyond, a client gets one of its own.
    private const int MaximumSharedSets = 256;

    private readonly AclRule[] _rules;
    private readonly ConcurrentDictionary<string, AclRuleSet> _shared = new(StringComparer.Ordinal);

    /// <summary>Creates it.</summary>
    /// <param name="options">The rules; read once.</param>
    /// <exception cref="OptionsValidationException">A rule is wrong; it names all mistakes.</exception>
    public TopicAcl(IOptions<AclOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = new List<string>();
        _rules = [.. options.Value.Rules.Select(rule => AclRule.Parse(rule, options.Value.Roles, mistakes)).OfType<AclRule>()];
        if (mistakes.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(AclOptions), mistakes);
        }
    }

    /// <summary>Puts the rules before the role's defaults.</summary>
    /// <param name="defaults">What the role gives; its <see cref="MqttClientAccess.Name"/> is the user's.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="clientId">The client id.</param>
    /// <returns>What the client may do.</returns>
    public MqttClientAccess Apply(MqttClientAccess defaults, string role, string clientId)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        int[] mine = [.. Enumerable.Range(0, _rules.Length).Where(i => _rules[i].IsFor(defaults.Name, role, clientId))];
        if (mine.Length == 0)
        {
            return defaults with { MaySubscribe = filter => defaults.MaySubscribe(FilterCover.WithoutGroup(filter)) };
        }

        AclRuleSet rules = RulesOf(mine, defaults.Name, clientId);
        return defaults with
        {
            MayPublish = rules.HasPublishRules ? topic => MayPublish(rules, defaults, topic) : defaults.MayPublish,
            MaySubscribe = filter => MaySubscribe(rules, defaults, FilterCover.WithoutGroup(filter)),
            MayReceive = rules.Withholds ? topic => MayReceive(rules, defaults, topic) : defaults.MayReceive,
        };
    }

    private AclRuleSet RulesOf(int[] mine, string user, string clientId)
    {
        IEnumerable<AclRule> rules = mine.Select(i => _rules[i]);
        if (mine.Any(i => _rules[i].IsPersonal))
        {
            return new AclRuleSet(rules, user, clientId, isShared: false);
        }

        string key = string.Join(',', mine);
        return _shared.TryGetValue(key, out AclRuleSet? known) || _shared.Count >= MaximumSharedSets
            ? known ?? new AclRuleSet(rules, user, clientId, isShared: false)
            : _shared.GetOrAdd(key, new AclRuleSet(rules, user, clientId, isShared: true));
    }

    private static bool MayPublish(AclRuleSet rules, MqttClientAccess defaults, string topic) => rules.OnPublish(topic) switch
    {
        AclDecision.None => defaults.MayPublish(topic),
        AclDecision decision => decision == AclDecision.Allow,
    };

    private static SubscribePermission MaySubscribe(AclRuleSet rules, MqttClientAccess defaults, string filter) => rules.OnSubscribe(filter) switch
    {
        AclDecision.None => defaults.MaySubscribe(filter),
        AclDecision.Allow => SubscribePermission.Granted,
        AclDecision.Close => SubscribePermission.Closed,
        _ => SubscribePermission.NotAuthorized,
    };

    private static bool MayReceive(AclRuleSet rules, MqttClientAccess defaults, string topic) => rules.OnReceive(topic) switch
    {
        AclDecision.None => defaults.MayReceive?.Invoke(topic) ?? true,
        AclDecision decision => decision == AclDecision.Allow,
    };
}
