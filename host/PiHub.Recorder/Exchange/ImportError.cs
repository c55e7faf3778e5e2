namespace PiHub.Recorder.Exchange;

/// <summary>Why a line was refused.</summary>
/// <param name="Line">The line's number, from 1; of a record of several lines the first.</param>
/// <param name="Reason">What is wrong with it, for people.</param>
public sealed record ImportError(long Line, string Reason);
