using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PiHub.Recorder.Tests;

/// <summary>Lets a test wait for a log message of the store, and count them.</summary>
internal sealed class LogWatch : ILogger<ReadingStore>
{
    public const int RecordingFails = 1;
    public const int RecordingWorksAgain = 2;
    public const int WriteRefused = 3;
    public const int JournalDamaged = 8;

    private readonly ConcurrentDictionary<int, TaskCompletionSource> _seen = new();
    private readonly ConcurrentQueue<(int Id, string Text)> _messages = new();

    public IEnumerable<string> Messages(int id) => _messages.Where(message => message.Id == id).Select(message => message.Text);

    public Task SeenAsync(int id) => Source(id).Task;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _messages.Enqueue((eventId.Id, formatter(state, exception)));
        Source(eventId.Id).TrySetResult();
    }

    private TaskCompletionSource Source(int id) =>
        _seen.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
