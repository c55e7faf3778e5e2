using System.Globalization;
using PiHub.Recorder.Files;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Care;

/// <summary>Reads every record of a journal that nobody has open.</summary>
/// <param name="files">The disk.</param>
/// <param name="folder">The journal's folder.</param>
/// <param name="neededFrom">The first entry that is not in blocks; null when nobody knows.</param>
internal sealed class JournalCheck(IFileSystem files, string folder, long? neededFrom)
{
    private const string Part = "journal";

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Cuts off what a kill left behind the last record.</summary>
    /// <returns>What was done; null when there was nothing.</returns>
    public static string? CutTornEnd(IFileSystem files, string folder)
    {
        if (TornEnd(files, Open(files, folder)) is not { } torn)
        {
            return null;
        }

        using IStorageFile file = files.Open(torn.Path);
        file.SetLength(torn.Length);
        file.Sync();
        return string.Create(CultureInfo.InvariantCulture, $"The torn end of '{torn.Path}' was cut off, {torn.Bytes} bytes.");
    }

    /// <summary>Reads it.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        JournalOpening opening = Open(files, folder);
        if (opening.Segments.IsEmpty)
        {
            _findings.Add(new Finding(
                neededFrom > 1 ? FindingLevel.Note : FindingLevel.Ok,
                Part,
                neededFrom > 1
                    ? $"'{folder}' is empty: what was not written into blocks yet is lost, if anything. The hub begins a new journal."
                    : "Nothing was recorded yet."));
            return;
        }

        long records = 0;
        var gaps = new List<JournalGap>();
        using (var walk = new JournalWalk(files, opening.Segments, (0, null), opening.Head, gaps.Add))
        {
            while (walk.Next())
            {
                cancellationToken.ThrowIfCancellationRequested();
                records++;
            }
        }

        if (TornEnd(files, opening) is { } torn)
        {
            _findings.Add(new Finding(FindingLevel.Note, Part, string.Create(
                CultureInfo.InvariantCulture,
                $"'{torn.Path}' has a torn end of {torn.Bytes} bytes, as a kill or power cut leaves it. Nobody was told that it is stored; it is cut off at the next start.")));
        }

        gaps.ForEach(Report);
        if (!_findings.Exists(finding => finding.Level == FindingLevel.Wrong))
        {
            _findings.Add(new Finding(FindingLevel.Ok, Part, string.Create(
                CultureInfo.InvariantCulture, $"{opening.Segments.Length} files, {records} records, up to entry {opening.Head}.")));
        }
    }

    private void Report(JournalGap gap)
    {
        string after = gap.CommittedAfter > 0 ? $", committed after {UnixTime.ToTime(gap.CommittedAfter):yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        string what = string.Create(
            CultureInfo.InvariantCulture, $"'{gap.Segment.Path}': entries {gap.First} to {gap.Last}{after} are damaged or missing. ");
        _findings.Add(gap.Last < neededFrom
            ? new Finding(FindingLevel.Note, Part, what + "The blocks have all readings up to there, as far as they were there; plugins that are behind miss them.")
            : new Finding(FindingLevel.Wrong, Part, what + "They are lost; the hub goes on behind them. Check the disk or SD card."));
    }

    private static JournalOpening Open(IFileSystem files, string folder)
    {
        var opening = new JournalOpening(files, folder, _ => { });
        opening.Read();
        return opening;
    }

    private static (string Path, long Length, long Bytes)? TornEnd(IFileSystem files, JournalOpening opening)
    {
        if (opening.Segments.IsEmpty || !opening.IsTailWhole)
        {
            return null;
        }

        JournalSegment last = opening.Segments[^1];
        using IStorageFile file = files.OpenRead(last.Path);
        return file.Length > last.Length ? (last.Path, last.Length, file.Length - last.Length) : null;
    }
}
