using System.Collections.Concurrent;
using PiHub.PluginHost.Features;

namespace PiHub.PluginHost.Tests.Lifecycle;

/// <summary>An ability that keeps what it is told to bring back and to forget.</summary>
internal sealed class UndoRecorder : IPluginFeature
{
    public ConcurrentQueue<string> RolledBack { get; } = new();

    public ConcurrentQueue<string> Forgotten { get; } = new();

    /// <summary>Whether it never comes to its end by itself.</summary>
    public bool Hangs { get; set; }

    public async ValueTask RollBackAsync(string dataFolder, string version, CancellationToken cancellationToken)
    {
        RolledBack.Enqueue(version);
        await (Hangs ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask);
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Forgotten.Enqueue(id);
        return ValueTask.CompletedTask;
    }
}
