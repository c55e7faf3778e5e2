using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace PiHub.Logs.Levels;

/// <summary>Puts the admin's rules behind those of the program and tells the framework when they change. Safe to use from any thread.</summary>
internal sealed class LogLevelFilter : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>
{
    private IReadOnlyList<LogLevelRule> _rules = [];
    private IReadOnlyList<LogLevelRule> _builtIn = [];
    private ConfigurationReloadToken _changed = new();

    public string Name => Options.DefaultName;

    /// <summary>The program's own rules, the one for all categories first.</summary>
    public IReadOnlyList<LogLevelRule> BuiltIn => Volatile.Read(ref _builtIn);

    public void Use(IReadOnlyList<LogLevelRule> rules)
    {
        Volatile.Write(ref _rules, rules);
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }

    public IChangeToken GetChangeToken() => Volatile.Read(ref _changed);

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        Volatile.Write(ref _builtIn, [
            new LogLevelRule("", options.MinLevel, Until: null),
            .. options.Rules
                .Where(rule => rule is { CategoryName: not null, LogLevel: not null, ProviderName: null, Filter: null })
                .Select(rule => new LogLevelRule(rule.CategoryName ?? "", rule.LogLevel ?? LogLevel.None, Until: null)),
        ]);
        foreach (LogLevelRule rule in Volatile.Read(ref _rules))
        {
            if (rule.Category.Length == 0)
            {
                options.MinLevel = rule.Level;
            }
            else
            {
                options.Rules.Add(Rule(rule.Category, rule.Level));
            }
        }

        foreach (LogLevelFloor floor in LogLevelFloor.All.OrderBy(floor => floor.Category.Length))
        {
            if (LevelOf(floor.Category, options) < floor.Level)
            {
                options.Rules.Add(Rule(floor.Category, floor.Level));
            }
        }
    }

    private static LoggerFilterRule Rule(string category, LogLevel level) => new(providerName: null, category, level, filter: null);

    // As the framework chooses: the longest category, of equal ones the last.
    private static LogLevel LevelOf(string category, LoggerFilterOptions options) => options.Rules
        .Where(rule => rule is { CategoryName: { } prefix, ProviderName: null } && category.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        .OrderBy(rule => rule.CategoryName?.Length)
        .LastOrDefault()?.LogLevel ?? options.MinLevel;
}
