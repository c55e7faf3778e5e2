namespace PiHub.Recorder.Retention;

/// <summary>The retention rules in force; they may change while the recorder runs. Safe to use from any thread.</summary>
public sealed class RetentionRules
{
    private volatile RetentionPolicy _policy;

    /// <summary>Takes the rules of the start.</summary>
    /// <param name="rules">Rules that <see cref="Check"/> finds nothing wrong with.</param>
    public RetentionRules(IEnumerable<RetentionRule> rules) => _policy = new RetentionPolicy(rules);

    /// <summary>What is wrong with rules, one line each; empty when all is well.</summary>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<RetentionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return RetentionPolicy.Check(rules);
    }

    /// <summary>Goes on with other rules; what they keep for less long goes at the next look, an hour later at most.</summary>
    /// <param name="rules">Rules that <see cref="Check"/> finds nothing wrong with.</param>
    public void Use(IReadOnlyCollection<RetentionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _policy = new RetentionPolicy(rules);
    }

    /// <summary>The rules as they are applied.</summary>
    internal RetentionPolicy Policy => _policy;
}
