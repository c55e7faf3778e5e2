using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Files;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Reads all block files and notes what is in them.</summary>
internal sealed class FileSurvey(IFileSystem fileSystem, string folder, FrameTable table)
{
    private readonly List<(FoundBlock Stretch, int File)> _tails = [];

    /// <summary>The files, with nothing alive yet.</summary>
    public List<FileRow> Files { get; } = [];

    /// <summary>Series by id.</summary>
    public Dictionary<long, RecordedSeries> Names { get; } = [];

    /// <summary>The newest tombstone of each device.</summary>
    public Dictionary<string, DeletionRow> Tombstones { get; } = [];

    /// <summary>Damaged stretches without a name.</summary>
    public List<(FoundBlock Stretch, int File)> Unnamed { get; } = [];

    public long Generation { get; private set; }

    public long LastSeries { get; private set; }

    /// <summary>Reads them.</summary>
    public void Run()
    {
        foreach (int number in BlockFolder.Numbers(fileSystem, folder))
        {
            Read(number);
        }

        // At the end of the newest files a kill leaves half blocks, which the journal still has.
        foreach ((FoundBlock stretch, int file) in _tails)
        {
            FileRow row = Files.Find(one => one.Number == file);
            if (!Files.Exists(one => one.IsLasting == row.IsLasting && one.Number > file))
            {
                continue;
            }

            Note(stretch, file);
        }
    }

    private void Read(int number)
    {
        using var file = new BlockFile(fileSystem, folder, number);
        bool? isLasting = null;
        foreach (FoundBlock found in file.Scan())
        {
            isLasting ??= found.Header is null ? null : found.Header.Kind != BlockKind.Raw;
            if (found.IsDamaged && found.Offset + found.Length >= file.Length)
            {
                _tails.Add((found, number));
            }
            else
            {
                Note(found, number);
            }
        }

        Files.Add(new FileRow(number, isLasting ?? true, file.Length, 0));
    }

    private void Note(FoundBlock found, int file)
    {
        if (found.Header is not { } header)
        {
            Unnamed.Add((found, file));
            return;
        }

        Generation = Math.Max(Generation, header.Generation);
        LastSeries = Math.Max(LastSeries, header.SeriesId);
        if (header.Kind == BlockKind.Tombstone)
        {
            var row = new DeletionRow(header.Device, header.From, header.SeriesId, file, found.Offset, found.Length);
            if (!found.IsDamaged && (!Tombstones.TryGetValue(header.Device, out DeletionRow former) || former.Entry <= row.Entry))
            {
                Tombstones[header.Device] = row;
            }

            return;
        }

        Names.TryAdd(header.SeriesId, new RecordedSeries(header.SeriesId, header.Device, header.Metric));
        table.Add(new FoundFrame(
            header.SeriesId, header.Kind, header.From, header.To, header.Generation, header.Count, file, found.Offset, found.Length,
            found.IsDamaged));
    }
}
