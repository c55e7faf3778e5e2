namespace PiHub.Recorder.Exchange;

/// <summary>What a file of readings is written in.</summary>
public enum ImportFormat
{
    /// <summary>CSV with a header, see <see cref="CsvWriter"/>.</summary>
    Csv = 0,

    /// <summary>One JSON object a line, see <see cref="JsonLinesWriter"/>.</summary>
    JsonLines = 1,
}
