using PiHub.Recorder.Series;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>What is known of everything on the server, as committed there. Kept by whoever has the <see cref="StoreGate"/>.</summary>
/// <param name="directory">The series.</param>
/// <param name="stored">The position as it stands on the server.</param>
internal sealed class StoreBook(SeriesDirectory directory, long stored)
{
    public SeriesDirectory Directory { get; } = directory;

    public Dictionary<RecordedSeries, SeriesProgress> Series { get; } = [];

    /// <summary>The position as it stands on the server.</summary>
    public long Stored { get; set; } = stored;

    /// <summary>The last entry of this journal that is there.</summary>
    public long Shipped { get; set; } = stored;

    /// <summary>The highest number of a stale stretch.</summary>
    public long LastStale { get; set; }

    /// <summary>Ids of deleted series that still have rows.</summary>
    public Queue<int> Purge { get; } = [];
}
