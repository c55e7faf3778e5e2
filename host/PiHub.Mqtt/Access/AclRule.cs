using System.Globalization;
using System.IO.Enumeration;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Access;

/// <summary>One rule, checked. Immutable.</summary>
internal sealed record AclRule
{
    private const string UserPlace = "%u";
    private const string ClientPlace = "%c";

    private string? User { get; init; }

    private string? Role { get; init; }

    private string? ClientId { get; init; }

    private string Topic { get; init; } = "";

    public bool ForPublish { get; private init; }

    public bool ForSubscribe { get; private init; }

    public AclDecision Decision { get; private init; }

    /// <summary>Whether the topics depend on who the client is.</summary>
    public bool IsPersonal => Topic.Contains(UserPlace, StringComparison.Ordinal) || Topic.Contains(ClientPlace, StringComparison.Ordinal);

    /// <summary>Checks a rule.</summary>
    /// <param name="options">The rule as written.</param>
    /// <param name="roles">The roles that it may name; empty for any.</param>
    /// <param name="mistakes">Gets each mistake as a sentence with its place and remedy.</param>
    /// <returns>Null when there are mistakes.</returns>
    public static AclRule? Parse(AclRuleOptions options, IReadOnlyList<string> roles, List<string> mistakes)
    {
        int before = mistakes.Count;
        mistakes.AddRange(options.UnknownKeys.Select(key =>
            $"{options.Path}:{key} is no setting: a rule has User, Role, ClientId, Topic, Access and Effect."));
        CheckWho(options, roles, mistakes);
        CheckTopic(options, mistakes);
        string access = (options.Access ?? "").ToLowerInvariant();
        if (access is not ("publish" or "subscribe" or "both"))
        {
            mistakes.Add($"{options.Path}:Access '{options.Access}' is unknown: say publish, subscribe or both.");
        }

        string effect = (options.Effect ?? "").ToLowerInvariant();
        if (effect is not ("allow" or "deny"))
        {
            mistakes.Add(effect.Length == 0
                ? $"{options.Path}:Effect is missing: say allow or deny."
                : $"{options.Path}:Effect '{options.Effect}' is unknown: say allow or deny.");
        }

        bool isForEverybody = (options.User ?? options.Role ?? options.ClientId) is null;
        return mistakes.Count > before ? null : new AclRule
        {
            User = options.User,
            Role = options.Role,
            ClientId = options.ClientId,
            Topic = options.Topic ?? "",
            ForPublish = access != "subscribe",
            ForSubscribe = access != "publish",
            Decision = effect == "allow" ? AclDecision.Allow : isForEverybody ? AclDecision.Close : AclDecision.Deny,
        };
    }

    /// <summary>Whether it is for this client.</summary>
    public bool IsFor(string user, string role, string clientId) =>
        Fits(User, user, ignoreCase: false) && Fits(Role, role, ignoreCase: true) && Fits(ClientId, clientId, ignoreCase: false);

    /// <summary>The topic filter for a client; null when a name does not fit into one level.</summary>
    public string? TopicFor(string user, string clientId)
    {
        if ((Topic.Contains(UserPlace, StringComparison.Ordinal) && !IsLevel(user))
            || (Topic.Contains(ClientPlace, StringComparison.Ordinal) && !IsLevel(clientId)))
        {
            return null;
        }

        // In one pass: a user named "%c" must not become the client id.
        var filter = new System.Text.StringBuilder();
        for (int at = 0; at < Topic.Length; at++)
        {
            string? value = Topic.AsSpan(at) switch
            {
                ['%', 'u', ..] => user,
                ['%', 'c', ..] => clientId,
                _ => null,
            };
            filter.Append(value ?? Topic[at].ToString(CultureInfo.InvariantCulture));
            at += value is null ? 0 : 1;
        }

        return filter.ToString();
    }

    private static bool Fits(string? pattern, string value, bool ignoreCase) =>
        pattern is null || FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase);

    private static bool IsLevel(string name) => name.Length > 0 && name[0] != '$' && name.AsSpan().IndexOfAny('/', '+', '#') < 0;

    private static void CheckWho(AclRuleOptions options, IReadOnlyList<string> roles, List<string> mistakes)
    {
        foreach ((string key, string? value) in new[]
        {
            (nameof(options.User), options.User), (nameof(options.Role), options.Role), (nameof(options.ClientId), options.ClientId),
        })
        {
            if (value?.Length == 0)
            {
                mistakes.Add($"{options.Path}:{key} is empty: leave it out to mean everybody.");
            }
        }

        if (options.Role is { Length: > 0 } role && roles.Count > 0 && !roles.Any(known => Fits(role, known, ignoreCase: true)))
        {
            mistakes.Add($"{options.Path}:Role '{role}' is unknown: the roles are {string.Join(", ", roles)}.");
        }
    }

    private static void CheckTopic(AclRuleOptions options, List<string> mistakes)
    {
        string topic = options.Topic ?? "";
        if (topic.Length == 0)
        {
            mistakes.Add($"{options.Path}:Topic is missing: give a topic filter such as 'pihub/+/state'.");
        }
        else if (!TopicFilter.IsValid(topic))
        {
            mistakes.Add($"{options.Path}:Topic '{topic}' is no topic filter: '+' fills a whole level, '#' the whole last one.");
        }
        else if (TopicFilter.IsTooDeep(topic))
        {
            mistakes.Add($"{options.Path}:Topic has too many levels: {TopicFilter.MaximumLevels} are the most.");
        }
        else if (TopicFilter.IsShared(topic))
        {
            mistakes.Add($"{options.Path}:Topic '{topic}' names a shared subscription: give the filter behind the group.");
        }
    }
}
