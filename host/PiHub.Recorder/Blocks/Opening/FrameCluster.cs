namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Tells which of some frames with common times live.</summary>
/// <param name="Live">Frames that do not overlap, to be pointed to as they are.</param>
/// <param name="Merged">Frames to be merged into new ones, oldest first; empty when there is no need.</param>
/// <param name="Lost">Damaged frames that nothing newer replaces.</param>
internal sealed record FrameCluster(List<FoundFrame> Live, List<FoundFrame> Merged, List<FoundFrame> Lost)
{
    /// <summary>Decides.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="newest">The newest generation of all files: the only one of which some frames may be missing.</param>
    /// <remarks>Blocks that are written replace all blocks that they overlap, and hold what is to stay of them. So what overlaps newer intact
    /// ones is dead. Where some of the newer ones are damaged or may be missing, the older ones tell more: then all are merged, the newest
    /// on top.</remarks>
    public static FrameCluster Of(List<FoundFrame> frames, long newest)
    {
        if (frames.Count == 1)
        {
            return frames[0].IsDamaged ? new FrameCluster([], [], frames) : new FrameCluster(frames, [], []);
        }

        frames.Sort((left, right) => left.Generation != right.Generation ? right.Generation.CompareTo(left.Generation)
            : left.File != right.File ? right.File.CompareTo(left.File) : right.Offset.CompareTo(left.Offset));
        (List<FoundFrame> live, List<FoundFrame> lost) = ([], []);
        bool isTorn = false;
        foreach (FoundFrame frame in frames)
        {
            bool isTold = lost.Exists(newer => frame.Overlaps(newer));
            if (live.Exists(newer => frame.IsWithin(newer) || (!isTold && newer.Generation < newest && frame.Overlaps(newer))))
            {
                continue;
            }

            if (frame.IsDamaged)
            {
                lost.Add(frame);
                continue;
            }

            isTorn |= live.Exists(newer => frame.Overlaps(newer));
            live.Add(frame);
        }

        if (!isTorn)
        {
            return new FrameCluster(live, [], lost);
        }

        live.Reverse();
        return new FrameCluster([], live, lost);
    }
}
