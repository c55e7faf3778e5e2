using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PiHub.Sdk.Testing;

/// <summary>Keeps what a plugin logs, and what the hub would log about it.</summary>
/// <remarks>Safe from any thread. Since 0.2.</remarks>
public sealed class TestLog
{
    private readonly ConcurrentQueue<TestLogEntry> _entries = new();

    internal TestLog() => Factory = new Loggers(this);

    /// <summary>Everything so far, oldest first, of level Debug and above.</summary>
    public IReadOnlyList<TestLogEntry> Entries => [.. _entries];

    /// <summary>The errors so far: <c>Assert.Empty(plugin.Log.Errors)</c>.</summary>
    public IReadOnlyList<TestLogEntry> Errors => [.. _entries.Where(entry => entry.Level >= LogLevel.Error)];

    internal ILoggerFactory Factory { get; }

    internal void Add(LogLevel level, string category, string text, Exception? exception) =>
        _entries.Enqueue(new TestLogEntry(level, category, text, exception));

    private sealed class Loggers(TestLog log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new CategoryLogger(log, categoryName);

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("A plugin writes to the hub's log; it cannot add another.");

        public void Dispose()
        {
            // The log is the test's.
        }
    }

    private sealed class CategoryLogger(TestLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Debug and not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Add(logLevel, category, formatter(state, exception), exception);
            }
        }
    }
}
