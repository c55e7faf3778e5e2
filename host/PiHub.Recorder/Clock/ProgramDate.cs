namespace PiHub.Recorder.Clock;

/// <summary>A date that is certainly past: no clock that is right shows an earlier one.</summary>
internal static class ProgramDate
{
    private static readonly DateTimeOffset Floor = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The machine that built the program need not agree with this one to the minute.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>When this program was built, as far as its file tells.</summary>
    /// <remarks>A package keeps the times of its files; a copy made by a clock that was not set only makes it earlier.</remarks>
    public static DateTimeOffset Read()
    {
        var file = new FileInfo(Path.Combine(AppContext.BaseDirectory, "PiHub.Recorder.dll"));
        DateTimeOffset built = file.Exists ? file.LastWriteTimeUtc - Margin : Floor;
        return built > Floor ? built : Floor;
    }
}
