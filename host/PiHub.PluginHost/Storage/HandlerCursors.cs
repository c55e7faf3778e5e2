using PiHub.Recorder.Replay;

namespace PiHub.PluginHost.Storage;

/// <summary>The cursors of the plugins' sample handlers, by their names in the sample log.</summary>
/// <remarks>A database copy has copies of its plugin's cursors beside it: the log keeps what they have not passed, so that the restored
/// database gets again what it lacks. One more of them, without a handler's name, says where the log was: a handler that only a later
/// version has is put there when the copy comes back, as the restored database knows nothing of what it did.</remarks>
internal sealed class HandlerCursors(ISampleLog log, TimeProvider time)
{
    // A handler that a version no longer has may come back by a rollback.
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(1);

    public static string NameOf(string id, Type handler, string topicFilter) => $"{Prefix(id)}{handler.FullName}/{topicFilter}";

    /// <summary>Notes which cursors no version in use has any more, and removes those that were so for a day.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="inUse">The names that the starting version has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RetireAsync(string id, IReadOnlyCollection<string> inUse, CancellationToken cancellationToken)
    {
        if (!log.IsOpen)
        {
            return; // the recorder's disk fails; no plugin need wait for it to start
        }

        DateTimeOffset now = time.GetUtcNow();
        SampleCursor[] unused = [.. (await log.CursorsAsync(Prefix(id), cancellationToken)).Where(cursor => !inUse.Contains(cursor.Name))];
        SampleCursor[] isNew = [.. unused.Where(cursor => cursor.RetiredAt is null)];
        if (isNew.Length > 0)
        {
            await log.SaveCursorsAsync([.. isNew.Select(cursor => cursor with { RetiredAt = now })], cancellationToken);
        }

        await RemoveAsync(unused.Where(cursor => now - cursor.RetiredAt >= KeptUnused), cancellationToken);
    }

    /// <summary>Remembers where the plugin's handlers are, for the database copy of that version.</summary>
    public async Task CopyAsync(string id, string version, CancellationToken cancellationToken)
    {
        IReadOnlyList<SampleCursor> cursors = await log.CursorsAsync(Prefix(id), cancellationToken);
        var mark = new SampleCursor { Name = CopyPrefix(id, version), Position = log.Head, CommittedAt = time.GetUtcNow() };
        await log.SaveCursorsAsync(
            [mark, .. cursors.Select(cursor => Rename(cursor, Prefix(id), CopyPrefix(id, version)))], cancellationToken);
    }

    /// <summary>Puts the plugin's handlers where they were when that database copy was taken.</summary>
    public async Task RestoreAsync(string id, string version, CancellationToken cancellationToken)
    {
        Dictionary<string, SampleCursor> copies = (await log.CursorsAsync(CopyPrefix(id, version), cancellationToken))
            .ToDictionary(copy => copy.Name[CopyPrefix(id, version).Length..], StringComparer.Ordinal);
        copies.Remove("", out SampleCursor? mark);
        IEnumerable<SampleCursor> later = (await log.CursorsAsync(Prefix(id), cancellationToken))
            .Where(cursor => mark is not null && !copies.ContainsKey(cursor.Name[Prefix(id).Length..]))
            .Select(cursor => cursor with { Position = mark?.Position ?? 0, CommittedAt = mark?.CommittedAt ?? cursor.CommittedAt });
        await log.SaveCursorsAsync(
            [.. copies.Select(copy => copy.Value with { Name = Prefix(id) + copy.Key }), .. later], cancellationToken);
    }

    /// <summary>Forgets where the handlers were at a database copy that is gone.</summary>
    public async Task ForgetCopyAsync(string id, string version, CancellationToken cancellationToken) =>
        await RemoveAsync(await log.CursorsAsync(CopyPrefix(id, version), cancellationToken), cancellationToken);

    public async Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        await RemoveAsync(await log.CursorsAsync(Prefix(id), cancellationToken), cancellationToken);
        await RemoveAsync(await log.CursorsAsync($"plugin-copy/{id}/", cancellationToken), cancellationToken);
    }

    private static string Prefix(string id) => $"plugin/{id}/";

    private static string CopyPrefix(string id, string version) => $"plugin-copy/{id}/{version}/";

    private static SampleCursor Rename(SampleCursor cursor, string from, string to) => cursor with { Name = to + cursor.Name[from.Length..] };

    private async Task RemoveAsync(IEnumerable<SampleCursor> cursors, CancellationToken cancellationToken)
    {
        string[] names = [.. cursors.Select(cursor => cursor.Name)];
        if (names.Length > 0)
        {
            await log.RemoveCursorsAsync(names, cancellationToken);
        }
    }
}
