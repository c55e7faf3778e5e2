using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks;

/// <summary>Tells how far rollups may go.</summary>
internal static class RollupStates
{
    /// <summary>The state of a series; that of an empty one when it was deleted.</summary>
    /// <remarks>Readings in the head that are late, before the mark, do not hold the others up: they are told apart, and make their
    /// stretches stale when they get into blocks. So do those that are held back for their time.</remarks>
    public static RollupState Of(SeriesState? state)
    {
        if (state is null)
        {
            return new RollupState
            {
                Version = -1, MinutesUntil = long.MinValue, HoursUntil = long.MinValue, DaysUntil = long.MinValue,
                SettledUntil = long.MaxValue, RawFrom = long.MinValue,
            };
        }

        lock (state.Lock)
        {
            ReadingRun head = state.Head.ToRun();
            long minutesUntil = state.Row.MinutesUntil;
            ReadingRun writable = state.Head.Held == 0 ? head : state.Head.WritableRun();
            int settled = writable.LowerBound(minutesUntil);
            return new RollupState
            {
                Version = state.Row.Version,
                MinutesUntil = minutesUntil,
                HoursUntil = state.Row.HoursUntil,
                DaysUntil = state.Row.DaysUntil,
                SettledUntil = settled < writable.Count ? writable.Times[settled] : long.MaxValue,
                RawFrom = state.Row.RawFrom,
                Stale = state.Stale,
                Late = LateRanges.Of(head, state.Head.Left, minutesUntil),
            };
        }
    }
}
