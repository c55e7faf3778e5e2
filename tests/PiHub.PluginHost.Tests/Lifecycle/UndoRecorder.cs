using System.Collections.Concurrent;
using PiHub.PluginHost.Features;

namespace PiHub.PluginHost.Tests.Lifecycle;

/// <summary>An ability that keeps what it is told to bring back and to forget.</summary>
internal sealed class UndoRecorder : IPluginFeature
{
    public ConcurrentQueue<string> RolledBack { get; } = new();

    public ConcurrentQueue<string> Forgotten { get; } = new();

    public ValueTask RollBackAsync(string dataFolder, string version, CancellationToken cancellationToken)
    {
        RolledBack.Enqueue(version);
        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        Forgotten.Enqueue(id);
        return ValueTask.CompletedTask;
    }
}
