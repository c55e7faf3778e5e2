using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PiHub.Logs.Disk;

namespace PiHub.Logs;

/// <summary>The log of the hub and of each plugin: the newest lines in memory, older ones in files. Safe to use from any thread.</summary>
public sealed class LogStore
{
    /// <summary>How many lines of the hub's log are kept in memory.</summary>
    public const int HubLines = 5_000;

    /// <summary>How many lines of each plugin's log are kept in memory.</summary>
    public const int PluginLines = 500;

    // 4 MB for the hub and 0.5 MB for each plugin, whatever is logged; usual lines are far shorter.
    private const int HubCharacters = 2_000_000;
    private const int PluginCharacters = 250_000;
    private const int MaximumTextCharacters = 4_000;
    private const int MaximumExceptions = 10;

    private readonly TimeProvider _time;
    private readonly LogFiles? _files;
    private readonly LogRing _hub = new(HubLines, HubCharacters);
    private readonly ConcurrentDictionary<string, LogRing> _plugins = new(StringComparer.Ordinal); // as many as there are plugins
    private readonly Lock _adding = new(); // guards the number below, and that lines are added in its order
    private long _lastId;

    /// <summary>Creates it.</summary>
    /// <param name="time">The clock of the lines.</param>
    /// <param name="files">Where lines stay over a restart; the caller's to dispose. Null: in memory only.</param>
    public LogStore(TimeProvider time, LogFiles? files = null)
    {
        (_time, _files) = (time, files);
        _lastId = files?.LastId ?? 0;
    }

    /// <summary>Raised after a line was added. Handlers must be quick and must not log.</summary>
    public event Action<LogLine>? LineAdded;

    /// <summary>How the files do; null when lines are kept in memory only.</summary>
    public LogFilesStatus? FilesStatus => _files?.Status;

    /// <summary>The newest lines that match, the newest first: those in memory and then those in the files.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public IReadOnlyList<LogLine> Lines(LogQuery query, CancellationToken cancellationToken = default)
    {
        LogLine[] memory = RingOf(query.Plugin)?.Lines() ?? [];
        List<LogLine> found = [.. memory.Reverse().Where(query.Matches).Take(query.Limit)];
        if (_files is not null && found.Count < query.Limit)
        {
            long known = memory.Length > 0 ? memory[0].Id : long.MaxValue;
            LogQuery older = query with { Before = Math.Min(query.Before ?? long.MaxValue, known), Limit = query.Limit - found.Count };
            found.AddRange(_files.Read(older, cancellationToken));
        }

        return found;
    }

    /// <summary>Whether there is a line in memory about a plugin, or from it.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public bool Knows(string plugin) => _plugins.ContainsKey(plugin);

    /// <summary>Drops what is in memory of a plugin that is gone for good.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public void Forget(string plugin) => _plugins.TryRemove(plugin, out _);

    internal void Add(LogLevel level, string category, string message, Exception? exception, string? plugin)
    {
        LogLine line;
        lock (_adding)
        {
            line = new LogLine
            {
                Id = ++_lastId,
                Time = _time.GetUtcNow(),
                Level = level,
                Category = category,
                Message = Cut(message),
                Exception = exception is null ? null : Cut(Tell(exception)),
                Plugin = plugin,
            };
            _hub.Add(line);
            if (plugin is not null)
            {
                _plugins.GetOrAdd(plugin, _ => new LogRing(PluginLines, PluginCharacters)).Add(line);
            }

            _files?.Add(line);
        }

        LineAdded?.Invoke(line);
    }

    private LogRing? RingOf(string? plugin) => plugin is null ? _hub : _plugins.GetValueOrDefault(plugin);

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
}
