using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Logs;

/// <summary>The newest lines of the hub's log and of each plugin's, in memory; the whole log is the operating system's to keep. Safe to use
/// from any thread.</summary>
public sealed class LogStore
{
    /// <summary>How many lines of the hub's log are kept.</summary>
    public const int HubLines = 5_000;

    /// <summary>How many lines of each plugin's log are kept.</summary>
    public const int PluginLines = 500;

    // 4 MB for the hub and 0.5 MB for each plugin, whatever is logged; usual lines are far shorter.
    private const int HubCharacters = 2_000_000;
    private const int PluginCharacters = 250_000;
    private const int MaximumTextCharacters = 4_000;
    private const int MaximumExceptions = 10;

    private readonly TimeProvider _time;
    private readonly LogRing _hub = new(HubLines, HubCharacters);
    private readonly ConcurrentDictionary<string, LogRing> _plugins = new(StringComparer.Ordinal); // as many as there are plugins
    private long _lastId;

    /// <summary>Creates it, empty.</summary>
    /// <param name="time">The clock of the lines.</param>
    public LogStore(TimeProvider time) => _time = time;

    /// <summary>Raised after a plugin's log got a line: its id and the line. Handlers must be quick and must not log.</summary>
    public event Action<string, LogLine>? PluginLineAdded;

    /// <summary>The newest lines of the hub's log, those of plugins among them, the newest first.</summary>
    /// <param name="query">Which of them.</param>
    public IReadOnlyList<LogLine> Lines(LogQuery query) => Select(_hub, query);

    /// <summary>The newest lines of a plugin's log, the newest first; empty when it has none.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="query">Which of them.</param>
    public IReadOnlyList<LogLine> Lines(string plugin, LogQuery query) =>
        _plugins.TryGetValue(plugin, out LogRing? ring) ? Select(ring, query) : [];

    internal void AddToHub(LogLevel level, string category, string message, Exception? exception) =>
        _hub.Add(Line(level, category, message, exception));

    internal void AddToPlugin(string plugin, LogLevel level, string category, string message, Exception? exception)
    {
        LogLine line = Line(level, category, message, exception);
        _plugins.GetOrAdd(plugin, _ => new LogRing(PluginLines, PluginCharacters)).Add(line);
        PluginLineAdded?.Invoke(plugin, line);
    }

    internal void Forget(string plugin) => _plugins.TryRemove(plugin, out _);

    private static LogLine[] Select(LogRing ring, LogQuery query) =>
    [
        .. ring.Lines().Reverse()
            .Where(line => line.Level >= query.Level && line.Id < (query.Before ?? long.MaxValue) && Contains(line, query.Text))
            .Take(query.Limit),
    ];

    private static bool Contains(LogLine line, string? text) => string.IsNullOrEmpty(text)
        || line.Message.Contains(text, StringComparison.OrdinalIgnoreCase)
        || line.Category.Contains(text, StringComparison.OrdinalIgnoreCase)
        || line.Exception?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static string Cut(string text) => text.Length <= MaximumTextCharacters ? text : $"{text[..MaximumTextCharacters]}…";

    // Text only: an exception refers to the code of its plugin.
    private static string Tell(Exception exception)
    {
        var parts = new List<string>();
        for (Exception? next = exception; next is not null && parts.Count < MaximumExceptions; next = next.InnerException)
        {
            parts.Add($"{next.GetType().FullName}: {next.Message}");
        }

        return string.Join("\n", parts);
    }

    private LogLine Line(LogLevel level, string category, string message, Exception? exception) => new()
    {
        Id = Interlocked.Increment(ref _lastId),
        Time = _time.GetUtcNow(),
        Level = level,
        Category = category,
        Message = Cut(message),
        Exception = exception is null ? null : Cut(Tell(exception)),
    };
}
