using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Blocks.Index;

namespace PiHub.Recorder.Blocks.Catalog;

/// <summary>The events of a device: what the index has of them, and their head. All but <see cref="Lock"/> is guarded by it; the row is
/// changed only by who writes blocks.</summary>
internal sealed class EventState(SeriesRow row)
{
    public Lock Lock { get; } = new();

    public SeriesRow Row { get; set; } = row;

    public EventHead Head { get; } = new();

    /// <summary>Whether the device was deleted.</summary>
    public bool IsGone { get; set; }
}
