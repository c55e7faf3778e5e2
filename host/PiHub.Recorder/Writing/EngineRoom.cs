using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Holds commits back while the engine cannot take more: its memory is full, or the journal that keeps what it has not written is.
/// </summary>
internal sealed class EngineRoom(WriterContext context, IDiskListener listener)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SegmentJournal _journal = context.Journal;
    private readonly IReadingEngine _engine = context.Engine;

    /// <summary>Waits until there is room.</summary>
    /// <param name="stopping">Waits no longer.</param>
    /// <exception cref="ObjectDisposedException">It was stopped, and the journal is full.</exception>
    public async ValueTask WaitAsync(CancellationToken stopping)
    {
        ValueTask room = _engine.WaitForRoomAsync(stopping);
        if (!room.IsCompletedSuccessfully)
        {
            await WaitForMemoryAsync(room.AsTask(), stopping);
        }

        while (_journal.Bytes > context.Options.JournalBytes && !Trim())
        {
            string trouble = $"the journal in '{_journal.Folder}' has reached its bound of {context.Options.JournalBytes} bytes, because the "
                + $"engine '{_engine.Status.Name}' does not write: {_engine.Status.Trouble ?? "it gives no reason."}";
            listener.Failing(trouble);
            if (stopping.IsCancellationRequested)
            {
                throw Stopped(trouble);
            }

            await Task.WhenAny(Task.Delay(Patience, context.Time, stopping)); // cancelled or not
        }
    }

    /// <summary>Lets the journal shrink. Trouble with the disk is left to the next commit.</summary>
    /// <returns>Whether it did.</returns>
    public bool Trim()
    {
        try
        {
            return _journal.Trim(_engine.NeededFrom);
        }
        catch (Exception exception) when (StorageTrouble.Describe(exception, _journal.Folder) is not null)
        {
            return false; // nothing depends on it: the segment goes later
        }
    }

    private static ObjectDisposedException Stopped(string trouble) =>
        new(nameof(ReadingStore), $"Stopped while {trouble} This was not stored.");

    // What is on disk once it is committed need not wait for memory at the stop.
    private async Task WaitForMemoryAsync(Task room, CancellationToken stopping)
    {
        if (await Task.WhenAny(room, Task.Delay(Patience, context.Time, stopping)) != room && !stopping.IsCancellationRequested)
        {
            listener.Failing(_engine.Status.Trouble ?? $"the engine '{_engine.Status.Name}' takes nothing more.");
        }

        try
        {
            await room;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The journal takes it all the same.
        }
    }
}
