using System.Globalization;

namespace PiHub.Recorder.Retention;

/// <summary>The retention rules, checked: the first that matches counts, and for all others there is the default.</summary>
internal sealed class RetentionPolicy
{
    public const int MostRules = 100;
    private const int LongestPattern = 300;
    private const string Forever = "forever";
    private static readonly TimeSpan ShortestAge = TimeSpan.FromHours(1);
    private static readonly RetentionAges Default = AgesOf(new RetentionRule(), []);

    private readonly List<(string Device, string Metric, RetentionAges Ages)> _rules = [];

    /// <summary>The rules in the order in which they are tried; the last one is the default.</summary>
    public IReadOnlyList<RetentionInForce> Rules =>
    [
        .. _rules.Select(rule => InForce($"{rule.Device}/{rule.Metric}", rule.Ages)),
        InForce("*/*", Default),
    ];

    /// <summary>Takes rules that <see cref="Check"/> finds nothing wrong with.</summary>
    public RetentionPolicy(IEnumerable<RetentionRule> rules)
    {
        foreach (RetentionRule rule in rules)
        {
            int slash = rule.Pattern.IndexOf('/', StringComparison.Ordinal);
            _rules.Add((rule.Pattern[..slash], rule.Pattern[(slash + 1)..], AgesOf(rule, [])));
        }
    }

    /// <summary>What is wrong with rules, one line each; empty when all is well.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<RetentionRule> rules)
    {
        var errors = new List<string>();
        if (rules.Count > MostRules)
        {
            errors.Add($"Retention has {rules.Count} rules; {MostRules} is the most.");
        }

        var number = 0;
        foreach (RetentionRule rule in rules)
        {
            number++;
            var found = new List<string>();
            CheckPattern(rule.Pattern, found);
            RetentionAges ages = AgesOf(rule, found);
            if (found.Count == 0)
            {
                CheckOrder(ages, found);
            }

            foreach (string error in found)
            {
                errors.Add($"Retention rule {number} ('{rule.Pattern}'): {error}");
            }
        }

        return errors;
    }

    /// <summary>How long a series' levels are kept.</summary>
    public RetentionAges Of(string device, string metric)
    {
        foreach ((string deviceGlob, string metricGlob, RetentionAges ages) in _rules)
        {
            if (Glob.Matches(deviceGlob, device) && Glob.Matches(metricGlob, metric))
            {
                return ages;
            }
        }

        return Default;
    }

    /// <summary>How long a device's events are kept; null: forever.</summary>
    public TimeSpan? OfEvents(string device)
    {
        foreach ((string deviceGlob, string metricGlob, RetentionAges ages) in _rules)
        {
            if (metricGlob == "*" && Glob.Matches(deviceGlob, device))
            {
                return ages.Events;
            }
        }

        return Default.Events;
    }

    private static RetentionInForce InForce(string pattern, RetentionAges ages) =>
        new(pattern, ages.Raw, ages.Minute, ages.Hour, ages.Day, ages.Events);

    private static void CheckPattern(string? pattern, List<string> errors)
    {
        string[] parts = (pattern ?? "").Split('/', 2);
        if (parts is not [{ Length: > 0 } device, { Length: > 0 }] || pattern is not { Length: <= LongestPattern })
        {
            errors.Add($"a pattern is device/metric, e.g. meter/l?.*, and has at most {LongestPattern} characters.");
            return;
        }

        foreach (char letter in device)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('_' or '-' or '*' or '?'))
            {
                errors.Add($"'{letter}' is in no device's id; before the slash are a-z, 0-9, _, -, * and ?.");
                return;
            }
        }
    }

    private static RetentionAges AgesOf(RetentionRule rule, List<string> errors) => new(
        AgeOf(nameof(rule.Raw), rule.Raw, errors),
        AgeOf(nameof(rule.Minute), rule.Minute, errors),
        AgeOf(nameof(rule.Hour), rule.Hour, errors),
        AgeOf(nameof(rule.Day), rule.Day, errors),
        AgeOf(nameof(rule.Events), rule.Events, errors));

    private static TimeSpan? AgeOf(string name, string? text, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Equals(Forever, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan age))
        {
            errors.Add($"{name} '{text}' is no duration; write days.hours:minutes:seconds, e.g. 30.00:00:00, or {Forever}.");
            return null;
        }

        if (age < ShortestAge)
        {
            errors.Add($"{name} is {text}; the least is {ShortestAge:c}.");
        }

        return age;
    }

    private static void CheckOrder(RetentionAges ages, List<string> errors)
    {
        CheckOrder(nameof(ages.Raw), ages.Raw, nameof(ages.Minute), ages.Minute, errors);
        CheckOrder(nameof(ages.Minute), ages.Minute, nameof(ages.Hour), ages.Hour, errors);
        CheckOrder(nameof(ages.Hour), ages.Hour, nameof(ages.Day), ages.Day, errors);
    }

    private static void CheckOrder(string finer, TimeSpan? finerAge, string coarser, TimeSpan? coarserAge, List<string> errors)
    {
        if (coarserAge is { } age && (finerAge is null || age < finerAge))
        {
            string than = finerAge is null ? Forever : finerAge.Value.ToString("c", CultureInfo.InvariantCulture);
            errors.Add($"{coarser} ({age:c}) is kept for less long than {finer} ({than}).");
        }
    }
}
