namespace PiHub.Recorder.Exchange;

/// <summary>Reads the records of a file, in order.</summary>
internal interface IReadingParser
{
    ReadingLine Read(ReadOnlySpan<byte> record);
}
