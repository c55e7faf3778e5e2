namespace PiHub.Recorder.Replay;

/// <summary>Somebody who gets every committed sample, over restarts too. Safe to use from any thread.</summary>
/// <remarks>Disposing lets the running call end: after a second its token is cancelled, and the call is waited for however long it takes.
/// A call that returned, or failed, counts as handled; one that ended with <see cref="OperationCanceledException"/> comes again at the
/// next subscription. Completes after the position is on disk.</remarks>
public interface IDurableSubscription : IAsyncDisposable
{
    /// <summary>The sequence number of the last sample that was handled.</summary>
    long Position { get; }

    /// <summary>How many committed samples wait.</summary>
    long Lag { get; }

    /// <summary>How many samples the log had given up before they could be handled.</summary>
    long Missed { get; }

    /// <summary>How many calls ended with an exception.</summary>
    long Failed { get; }
}
