using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>A stretch of time without readings.</summary>
/// <param name="From">The last reading before it, or the start of what was asked for, UTC.</param>
/// <param name="To">The first reading behind it, or the end of what was asked for, UTC.</param>
internal sealed record GapResponse(DateTimeOffset From, DateTimeOffset To)
{
    public static GapResponse[] Of(IReadOnlyList<ReadingGap> gaps) => [.. gaps.Select(gap => new GapResponse(gap.From, gap.To))];
}
