namespace PiHub.Recorder.Journal;

/// <summary>Where a record begins.</summary>
/// <param name="Offset">In its segment, bytes.</param>
/// <param name="Number">Its first number.</param>
/// <param name="Samples">How many samples were committed before it, ever.</param>
internal readonly record struct JournalPlace(long Offset, long Number, long Samples);
