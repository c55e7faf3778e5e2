using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Heads;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Tells which heads are to be written now: full ones, old ones, and the largest ones while all together take too much memory.
/// </summary>
internal sealed class HeadDue(SeriesCatalog catalog, HeadBudget budget, long limitBytes, TimeProvider time)
{
    private static readonly TimeSpan OldAge = TimeSpan.FromHours(2);
    private static readonly TimeSpan HeldAge = TimeSpan.FromHours(24);

    // What would be due soon goes along with what is due, so that fewer syncs do.
    private static readonly TimeSpan JoinAge = TimeSpan.FromMinutes(90);
    private const int JoinReadings = Intake.DueReadings * 3 / 4;

    /// <summary>The series whose heads are due, the most urgent ones first.</summary>
    /// <param name="everything">Whether all are.</param>
    public List<SeriesState> Series(bool everything)
    {
        var all = new List<(SeriesState State, long Bytes, bool Joins)>();
        bool any = everything;
        foreach (SeriesState state in catalog.Series)
        {
            lock (state.Lock)
            {
                SeriesHead head = state.Head;
                bool isDue = head.HasCut || head.Writable >= Intake.DueReadings
                    || IsOlder(head.Writable, head.ActiveSince, OldAge) || IsOlder(head.Held, head.HeldSince, HeldAge);
                bool joins = isDue || head.Writable >= JoinReadings || IsOlder(head.Writable, head.ActiveSince, JoinAge)
                    || (everything && head.Writable > 0);
                any |= isDue;
                all.Add((state, head.Bytes, joins));
            }
        }

        var due = new List<SeriesState>();
        long excess = budget.Excess + (limitBytes / 2);
        bool isTight = budget.Excess > 0;
        if (isTight)
        {
            all.Sort((left, right) => right.Bytes.CompareTo(left.Bytes));
        }

        foreach ((SeriesState state, long bytes, bool joins) in all)
        {
            bool isLarge = isTight && excess > 0 && bytes > 0;
            excess -= isLarge ? bytes : 0;
            if (isLarge || (any && joins))
            {
                due.Add(state);
            }
        }

        return due;
    }

    /// <summary>Whether readings that are held back are written, too.</summary>
    public bool TakesHeld(SeriesHead head) => budget.Excess > 0 || IsOlder(head.Held, head.HeldSince, HeldAge);

    public bool IsDue(EventHead head, bool everything) => everything || head.HasCut || budget.Excess > 0
        || head.Writable >= Intake.DueEvents || IsOlder(head.Writable, head.ActiveSince, OldAge);

    private bool IsOlder(int count, long since, TimeSpan age) => count > 0 && time.GetElapsedTime(since) >= age;
}
