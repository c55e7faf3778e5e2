using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>The words for qualities in files and on the wire.</summary>
public static class QualityNames
{
    /// <summary>The word for a quality.</summary>
    /// <param name="quality">The quality.</param>
    public static string Of(ReadingQuality quality) => quality switch
    {
        ReadingQuality.Uncertain => "uncertain",
        ReadingQuality.TimeEstimated => "time_estimated",
        ReadingQuality.TimeCorrected => "time_corrected",
        _ => "good",
    };

    /// <summary>The quality of a word; null when it is none.</summary>
    /// <param name="name">The word; empty: good.</param>
    public static ReadingQuality? Parse(string name) => name switch
    {
        "" or "good" => ReadingQuality.Good,
        "uncertain" => ReadingQuality.Uncertain,
        "time_estimated" => ReadingQuality.TimeEstimated,
        "time_corrected" => ReadingQuality.TimeCorrected,
        _ => null,
    };
}
