using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Levels;

/// <summary>From which level on lines are kept, by category: changed while the hub runs, kept over a restart, for a time if wanted. Safe to
/// use from any thread.</summary>
public sealed class LogLevels : IHostedService, IAsyncDisposable
{
    /// <summary>How many rules there may be.</summary>
    public const int MaximumRules = 50;

    /// <summary>How long a rule with an end may last.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromDays(30);

    private const int MaximumCategoryCharacters = 200;

    private readonly LogLevelRows _rows;
    private readonly LogLevelFilter _filter;
    private readonly TimeProvider _time;
    private readonly ILogger<LogLevels> _logger;
    private readonly ITimer _ends;
    private readonly Lock _changing = new(); // guards the rules
    private IReadOnlyList<LogLevelRule> _rules = [];

    internal LogLevels(LogLevelRows rows, LogLevelFilter filter, TimeProvider time, ILogger<LogLevels> logger)
    {
        (_rows, _filter, _time, _logger) = (rows, filter, time, logger);
        _ends = time.CreateTimer(_ => End(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The admin's rules; an empty category stands for all.</summary>
    public IReadOnlyList<LogLevelRule> Rules => Volatile.Read(ref _rules);

    /// <summary>The program's own rules, which the admin's go before; an empty category stands for all.</summary>
    public IReadOnlyList<LogLevelRule> BuiltIn => _filter.BuiltIn;

    /// <summary>What is wrong with rules, a line each; empty when nothing is.</summary>
    /// <param name="rules">The rules.</param>
    public IReadOnlyList<string> Check(IReadOnlyList<LogLevelRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        DateTimeOffset now = _time.GetUtcNow();
        return
        [
            .. rules.Count > MaximumRules ? [$"At most {MaximumRules} rules can be kept."] : Array.Empty<string>(),
            .. rules.GroupBy(rule => rule.Category, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => $"There are two rules for '{group.Key}'; leave one."),
            .. rules.Select(rule => CheckOne(rule, now)).OfType<string>(),
        ];
    }

    /// <summary>Replaces all rules, for good and at once.</summary>
    /// <param name="rules">The rules; <see cref="Check"/> has nothing against them.</param>
    /// <param name="user">Who does it, for the log.</param>
    /// <exception cref="ArgumentException">A rule is wrong.</exception>
    /// <exception cref="SqliteException">They cannot be kept; nothing changed.</exception>
    public void Set(IReadOnlyList<LogLevelRule> rules, string user)
    {
        if (Check(rules) is { Count: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(" ", mistakes), nameof(rules));
        }

        lock (_changing)
        {
            _rows.Save(rules);
            Use(rules);
        }

        Log.LevelsChanged(_logger, user, Tell(rules));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            lock (_changing)
            {
                Use(_rows.Load());
            }

            End();
        }
        catch (SqliteException exception)
        {
            Log.LevelsNotRead(_logger, exception);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    private static string? CheckOne(LogLevelRule rule, DateTimeOffset now) => rule switch
    {
        { Category.Length: > MaximumCategoryCharacters } => $"A category has at most {MaximumCategoryCharacters} characters.",
        { Category: { } category } when category.Contains('*', StringComparison.Ordinal) || category.Any(char.IsControl) =>
            $"'{category}' has a character that no category has. Name what the categories begin with.",
        { Category.Length: 0, Level: LogLevel.Trace } => "Trace for everything would drown the log; name the categories that matter.",
        { Until: { } until } when until <= now || until > now + LongestEnd =>
            $"An end lies in the future, at most {LongestEnd.TotalDays:0} days ahead.",
        _ when LogLevelFloor.Refusal(rule) is { } floor =>
            $"'{rule.Category}' cannot be finer than {floor.Level.ToString().ToLowerInvariant()}: its lines would show {floor.Reason}.",
        _ => null,
    };

    private static string Tell(IReadOnlyList<LogLevelRule> rules) => rules.Count == 0
        ? "as built in"
        : string.Join(", ", rules.Select(rule => $"{(rule.Category.Length == 0 ? "default" : rule.Category)} {rule.Level}"));

    private void Use(IReadOnlyList<LogLevelRule> rules)
    {
        Volatile.Write(ref _rules, rules);
        _filter.Use(rules);
        DateTimeOffset? next = rules.Min(rule => rule.Until);
        TimeSpan left = next - _time.GetUtcNow() ?? Timeout.InfiniteTimeSpan;
        _ends.Change(next is null || left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        IReadOnlyList<LogLevelRule> left;
        lock (_changing)
        {
            DateTimeOffset now = _time.GetUtcNow();
            left = [.. _rules.Where(rule => rule.Until is not { } until || until > now)];
            if (left.Count == _rules.Count)
            {
                return;
            }

            Use(left);
        }

        Log.LevelsEnded(_logger, Tell(left));
        try
        {
            lock (_changing)
            {
                _rows.Save(_rules);
            }
        }
        catch (SqliteException exception)
        {
            Log.EndNotKept(_logger, exception); // the next start ends them again
        }
    }
}
