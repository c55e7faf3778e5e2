using System.Runtime.CompilerServices;

namespace PiHub.Mqtt.Publishing;

/// <summary>Commits that no acknowledgement waits for, such as that of a retained message of QoS 0. They share a sync up to a second later,
/// which must not hold up what the same publisher sends next. Bounded: who causes too many of them waits after all.</summary>
internal sealed class UnawaitedCommits
{
    private const int Maximum = 10_000;
    private const long MaximumBytes = 16_777_216;

    private int _count;
    private long _bytes;

    /// <summary>Lets a message's commit go on by itself; the store itself reports its failure.</summary>
    /// <param name="completion">The commit.</param>
    /// <param name="sizeBytes">What is held in memory until then.</param>
    /// <returns>What its publisher is to wait for.</returns>
    public Completion Add(Completion completion, int sizeBytes)
    {
        if (completion.Committed.IsCompletedSuccessfully)
        {
            return completion;
        }

        Task task = completion.Committed.AsTask();
        int count = Interlocked.Increment(ref _count);
        if (Interlocked.Add(ref _bytes, sizeBytes) > MaximumBytes || count > Maximum)
        {
            Remove(sizeBytes);
            return new Completion(completion.Busy, new ValueTask(task));
        }

        TaskAwaiter awaiter = task.GetAwaiter();
        awaiter.UnsafeOnCompleted(() =>
        {
            _ = task.Exception; // read, so that a failure counts as seen
            Remove(sizeBytes);
        });
        return new Completion(completion.Busy, ValueTask.CompletedTask);
    }

    private void Remove(int sizeBytes)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -sizeBytes);
    }
}
