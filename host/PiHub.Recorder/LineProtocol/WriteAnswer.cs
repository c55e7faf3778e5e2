namespace PiHub.Recorder.LineProtocol;

/// <summary>What a server said to a request.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">Cause and remedy, in one line; null when all is well.</param>
internal sealed record WriteAnswer(WriteOutcome Outcome, string? Message = null)
{
    public static WriteAnswer Done { get; } = new(WriteOutcome.Done);

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server said itself that it is the lines: that words are known which only mean that.</summary>
    public bool IsAboutLines { get; init; }

    /// <summary>Whether a field has another type in the server.</summary>
    public bool IsTypeConflict { get; init; }
}
