using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The names of levels on the wire.</summary>
internal static class ReadingLevels
{
    public static string NameOf(ReadingLevel level) => level switch
    {
        ReadingLevel.Minute => "1m",
        ReadingLevel.Hour => "1h",
        ReadingLevel.Day => "1d",
        _ => "raw",
    };

    public static ReadingLevel? Parse(string name) => name switch
    {
        "raw" => ReadingLevel.Raw,
        "1m" => ReadingLevel.Minute,
        "1h" => ReadingLevel.Hour,
        "1d" => ReadingLevel.Day,
        _ => null,
    };
}
