using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>A series whose rollups are to be made.</summary>
/// <param name="Series">The series.</param>
/// <param name="State">How far they are.</param>
/// <param name="IsCounter">Whether a fall of its values means that the counter was reset.</param>
internal sealed record RollupTask(RecordedSeries Series, RollupState State, bool IsCounter)
{
    /// <summary>Puts together what is written.</summary>
    /// <param name="settled">The stale stretches that are up to date with it.</param>
    /// <param name="levels">The levels; those without changes are left out.</param>
    public RollupWrite Write(IReadOnlyList<long> settled, params ReadOnlySpan<PlannedLevel> levels)
    {
        var parts = new List<RollupPart>();
        foreach (PlannedLevel level in levels)
        {
            if (level.ToPart() is { } part)
            {
                parts.Add(part);
            }
        }

        return new RollupWrite { Series = Series, Version = State.Version, Parts = parts, Settled = settled };
    }
}
