using PiHub.Logs;

namespace PiHub.Api.Logs;

/// <summary>A part of the log.</summary>
/// <param name="Lines">Its lines, the newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the lines before these; null when there are none.</param>
internal sealed record LogPage(IReadOnlyList<LogLine> Lines, long? Next);
