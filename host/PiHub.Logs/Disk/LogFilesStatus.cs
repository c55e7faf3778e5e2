namespace PiHub.Logs.Disk;

/// <summary>How the files of the log do.</summary>
/// <param name="Bytes">What they take; null when that cannot be read.</param>
/// <param name="MaximumBytes">What they may take.</param>
/// <param name="LinesLost">Lines that did not reach the disk since the start, because too many came at once or the disk failed.</param>
/// <param name="Trouble">Why lines do not reach the disk; null while all is well.</param>
public sealed record LogFilesStatus(long? Bytes, long MaximumBytes, long LinesLost, string? Trouble);
