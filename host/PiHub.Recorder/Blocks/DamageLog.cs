using System.Globalization;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Blocks;

/// <summary>What was found damaged. Safe to use from any thread.</summary>
/// <param name="nameOf">A series by its id; null when it is not known.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told once of each.</param>
/// <param name="folder">The folder of block files.</param>
internal sealed class DamageLog(Func<long, RecordedSeries?> nameOf, TimeProvider time, ILogger logger, string folder)
{
    private const int MostShown = 100;

    // When more are found at once, the rest is found again.
    private const int MostWaiting = 1_000;

    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly List<Damage> _newest = [];
    private readonly HashSet<(int File, long Offset)> _known = [];
    private readonly List<(BlockRow Row, Damage Damage)> _waiting = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Damage> Newest
    {
        get
        {
            lock (_lock)
            {
                return [.. _newest];
            }
        }
    }

    /// <summary>Whether something waits to be taken out of the index.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Reports a damaged block.</summary>
    /// <returns>What was lost; null when it is known, or too many wait.</returns>
    public Damage? Found(in BlockRow row)
    {
        lock (_lock)
        {
            if (_waiting.Count == MostWaiting || !_known.Add((row.File, row.Offset)))
            {
                return null;
            }

            Damage damage = Report(BlockFile.PathOf(folder, row.File), Describe(row));
            _waiting.Add((row, damage));
            return damage;
        }
    }

    /// <summary>Reports damage that is not to be taken out of the index: the caller does it.</summary>
    public Damage Lost(in BlockRow row)
    {
        string lost = Describe(row);
        lock (_lock)
        {
            return Report(BlockFile.PathOf(folder, row.File), lost);
        }
    }

    /// <summary>Reports a damaged stretch without a name.</summary>
    public Damage Lost(int file, long offset, long bytes)
    {
        lock (_lock)
        {
            return Report(BlockFile.PathOf(folder, file), FormattableString.Invariant($"unknown, {bytes} bytes at {offset}"));
        }
    }

    /// <summary>Shows what was found earlier, without telling anybody anew.</summary>
    public void Restore(IEnumerable<Damage> newestFirst)
    {
        lock (_lock)
        {
            _newest.Clear();
            _newest.AddRange(newestFirst);
        }
    }

    /// <summary>What is to be taken out of the index.</summary>
    public List<(BlockRow Row, Damage Damage)> Waiting()
    {
        lock (_lock)
        {
            return [.. _waiting];
        }
    }

    /// <summary>So many of what waited are out of the index.</summary>
    public void Recorded(int count)
    {
        lock (_lock)
        {
            _waiting.RemoveRange(0, count);
        }
    }

    private Damage Report(string file, string lost)
    {
        var damage = new Damage(time.GetUtcNow(), file, lost);
        _newest.Insert(0, damage);
        if (_newest.Count > MostShown)
        {
            _newest.RemoveAt(MostShown);
        }

        logger.BlockDamaged(file, lost);
        return damage;
    }

    private static string Stamp(long milliseconds) =>
        UnixTime.ToTime(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Describe(in BlockRow row)
    {
        RecordedSeries? series = nameOf(row.Series);
        string name = series is null ? $"series {row.Series}"
            : row.Kind == BlockKind.Event ? series.Device : $"{series.Device} {series.Metric}";
        string what = row.Kind switch
        {
            BlockKind.Raw => "readings",
            BlockKind.Event => "events",
            BlockKind.Minute => "minutes",
            BlockKind.Hour => "hours",
            _ => "days",
        };
        return FormattableString.Invariant($"{name}, {Stamp(row.From)} to {Stamp(row.To)}, {row.Count} {what}");
    }
}
