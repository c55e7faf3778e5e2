using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Rollups;

namespace PiHub.Recorder.Blocks.Catalog;

/// <summary>A series: what the index has of it, and its head. All but <see cref="Lock"/> is guarded by it; row and stale ranges are changed
/// only by who writes blocks.</summary>
internal sealed class SeriesState(SeriesRow row)
{
    public Lock Lock { get; } = new();

    public SeriesRow Row { get; set; } = row;

    public SeriesHead Head { get; } = new();

    public IReadOnlyList<StaleRange> Stale { get; set; } = [];

    /// <summary>Whether its device was deleted.</summary>
    public bool IsGone { get; set; }
}
