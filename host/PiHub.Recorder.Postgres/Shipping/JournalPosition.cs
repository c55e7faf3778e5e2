using PiHub.Recorder.Journal;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Finds where the server stands in the journal. After the data folder was made anew or restored from a backup, the number on the
/// server belongs to another journal: then the time of commit tells what is there already.</summary>
internal static class JournalPosition
{
    private const int PageSize = 1_000;

    /// <summary>The number of the last entry of this journal that is on the server.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="shipped">The number of the last entry that was shipped; 0: none.</param>
    /// <param name="shippedAt">When that one was committed, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<long> FindAsync(IJournal journal, long shipped, DateTime shippedAt, CancellationToken cancellationToken)
    {
        if (shipped == 0 || await IsTheSameAsync(journal, shipped, shippedAt, cancellationToken))
        {
            return shipped;
        }

        long position = 0;
        while (await journal.ReadAsync(position, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            for (int index = 0; index < page.Count; index++)
            {
                if (page[index].CommittedAt.UtcDateTime > shippedAt)
                {
                    return position;
                }

                position = page[index].Number;
            }
        }

        return position;
    }

    // What is shipped may have been dropped from the journal: then there is nothing to compare, and it goes on behind it.
    private static async ValueTask<bool> IsTheSameAsync(
        IJournal journal, long shipped, DateTime shippedAt, CancellationToken cancellationToken)
    {
        if (journal.Head < shipped)
        {
            return false;
        }

        IReadOnlyList<JournalEntry> page = await journal.ReadAsync(shipped - 1, 1, cancellationToken);
        return page.Count == 0 || page[0].Number != shipped || page[0].CommittedAt.UtcDateTime == shippedAt;
    }
}
