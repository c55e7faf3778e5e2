using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Retention;

/// <summary>How long each level is kept; null: forever.</summary>
internal sealed record RetentionAges(TimeSpan? Raw, TimeSpan? Minute, TimeSpan? Hour, TimeSpan? Day, TimeSpan? Events)
{
    public TimeSpan? Of(ReadingLevel level) => level switch
    {
        ReadingLevel.Raw => Raw,
        ReadingLevel.Minute => Minute,
        ReadingLevel.Hour => Hour,
        _ => Day,
    };
}
