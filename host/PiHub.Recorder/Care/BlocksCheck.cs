using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Opening;
using PiHub.Recorder.Files;
using PiHub.Recorder.Series;
using PiHub.Sqlite;

namespace PiHub.Recorder.Care;

/// <summary>Compares an index with its block files, and reads every block, while nobody has them open.</summary>
/// <param name="files">The disk.</param>
/// <param name="folder">The recorder's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class BlocksCheck(IFileSystem files, string folder, TimeProvider time)
{
    // Of each sort; more would not help anybody in a terminal.
    private const int MostNamed = 50;

    private readonly List<Finding> _findings = [];
    private readonly string _blocks = Path.Combine(folder, "blocks");
    private readonly Dictionary<long, RecordedSeries> _names = [];
    private int _damaged;

    public IReadOnlyList<Finding> Findings => _findings;

    public string IndexPath { get; } = Path.Combine(folder, "index.db");

    /// <summary>Whether the index is there and cannot be used.</summary>
    public bool IsIndexDamaged { get; private set; }

    /// <summary>The first entry that is not in blocks; null when the index does not tell.</summary>
    public long? NeededFrom { get; private set; }

    /// <summary>Does it.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        List<int> numbers = BlockFolder.Numbers(files, _blocks);
        if (!File.Exists(IndexPath))
        {
            _findings.Add(numbers.Count == 0
                ? new Finding(FindingLevel.Ok, "index", "No blocks were written yet.")
                : new Finding(FindingLevel.Wrong, "index", $"'{IndexPath}' is missing. It is made anew from the block files at the next start, or with --repair."));
            ScanAll(numbers, cancellationToken);
            return;
        }

        try
        {
            using SqliteConnection connection = DatabaseLook.Open(IndexPath);
            DamageCheck.Run(connection);
            if (IndexContent.State(connection) is not { IsComplete: true } state)
            {
                IsIndexDamaged = numbers.Count > 0;
                _findings.Add(new Finding(
                    IsIndexDamaged ? FindingLevel.Wrong : FindingLevel.Ok,
                    "index",
                    IsIndexDamaged ? $"'{IndexPath}' was not made to its end. It is made anew at the next start, or with --repair." : "Nothing is in it yet."));
                ScanAll(numbers, cancellationToken);
                return;
            }

            NeededFrom = state.NeededFrom;
            Compare(connection, state, numbers, cancellationToken);
        }
        catch (SqliteException exception) when (DiskTrouble.IsDamage(exception))
        {
            IsIndexDamaged = true;
            _findings.Add(new Finding(
                FindingLevel.Wrong, "index", $"'{IndexPath}' is damaged ({exception.Message}). It is made anew from the block files at the next start, or with --repair."));
            ScanAll(numbers, cancellationToken);
        }
    }

    private void Compare(SqliteConnection connection, IndexState state, List<int> numbers, CancellationToken cancellationToken)
    {
        using var blockFiles = new BlockFiles(files, _blocks, BlockFiles.UsualRotateBytes);
        List<FileRow> rows = IndexContent.Files(connection);
        IndexContent.Series(connection).ForEach(row => _names[row.Series.Id] = row.Series);
        foreach (int number in numbers)
        {
            FileRow row = rows.Find(one => one.Number == number);
            if (FileReconciler.IsNewer(files, _blocks, number, row.Length, state.Generation))
            {
                IsIndexDamaged = true;
                _findings.Add(new Finding(
                    FindingLevel.Wrong, "index", $"'{IndexPath}' is older than the block files. It is made anew from them at the next start, or with --repair."));
                ScanAll(numbers, cancellationToken);
                return;
            }
        }

        foreach (FileRow row in rows)
        {
            LookAt(row, numbers.Contains(row.Number));
            if (numbers.Contains(row.Number))
            {
                blockFiles.Put(row);
            }
        }

        (long blocks, long bytes) = ReadAll(connection, blockFiles, cancellationToken);
        _findings.Add(new Finding(FindingLevel.Ok, "index", string.Create(
            CultureInfo.InvariantCulture, $"{_names.Count} series, {state.Readings} readings, {rows.Count} block files.")));
        Sum(blocks, bytes);
    }

    private void LookAt(in FileRow row, bool isThere)
    {
        string path = BlockFile.PathOf(_blocks, row.Number);
        long length = isThere ? new FileInfo(path).Length : 0;
        if (length < row.Length)
        {
            _findings.Add(new Finding(FindingLevel.Wrong, "blocks", string.Create(
                CultureInfo.InvariantCulture,
                $"'{path}' {(isThere ? $"has {length} bytes instead of {row.Length}" : "is missing")}: the blocks that were there are lost.")));
        }
    }

    private (long Blocks, long Bytes) ReadAll(SqliteConnection connection, BlockFiles blockFiles, CancellationToken cancellationToken)
    {
        DamageLog damages = Damages();
        (long blocks, long bytes) = (0, 0);
        IndexContent.Read(connection, "SELECT series, kind, from_ms, to_ms, count, file, offset, length FROM block", statement =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            BlockRow row = IndexReader.Row(statement);
            (blocks, bytes) = (blocks + 1, bytes + row.Length);
            if (!IsWhole(blockFiles, row))
            {
                Name(damages.Lost(row));
            }
        });
        return (blocks, bytes);
    }

    private static bool IsWhole(BlockFiles blockFiles, in BlockRow row)
    {
        try
        {
            using StoredBlock block = blockFiles.Read(row);
            return block.Header.SeriesId == row.Series && block.Header.From == row.From && block.Header.Count == row.Count;
        }
        catch (Exception exception) when (exception is InvalidDataException or BlockGoneException)
        {
            return false;
        }
    }

    // Without an index nobody knows which blocks still count; what is damaged may have been replaced.
    private void ScanAll(List<int> numbers, CancellationToken cancellationToken)
    {
        DamageLog damages = Damages();
        (long blocks, long bytes) = (0, 0);
        foreach (int number in numbers)
        {
            using var file = new BlockFile(files, _blocks, number);
            foreach (FoundBlock found in file.Scan())
            {
                cancellationToken.ThrowIfCancellationRequested();
                (blocks, bytes) = (blocks + 1, bytes + found.Length);
                if (found is { IsDamaged: true, Header: { } header })
                {
                    _names[header.SeriesId] = new RecordedSeries(header.SeriesId, header.Device, header.Metric);
                    Name(damages.Lost(new BlockRow(
                        header.SeriesId, header.Kind, header.From, header.To, header.Count, number, found.Offset, found.Length)));
                }
                else if (found.IsDamaged)
                {
                    Name(damages.Lost(number, found.Offset, found.Length));
                }
            }
        }

        Sum(blocks, bytes);
    }

    private DamageLog Damages() => new(id => _names.GetValueOrDefault(id), time, NullLogger.Instance, _blocks);

    private void Name(Engine.Damage damage)
    {
        if (_damaged++ < MostNamed)
        {
            _findings.Add(new Finding(FindingLevel.Wrong, "blocks", $"'{damage.File}' is damaged. Lost: {damage.Lost}."));
        }
    }

    private void Sum(long blocks, long bytes)
    {
        _findings.Add(_damaged == 0
            ? new Finding(FindingLevel.Ok, "blocks", string.Create(CultureInfo.InvariantCulture, $"{blocks} blocks with {bytes} bytes, every checksum is right."))
            : new Finding(FindingLevel.Wrong, "blocks", string.Create(
                CultureInfo.InvariantCulture,
                $"{_damaged} of {blocks} blocks are damaged. --repair takes them out, so that nobody stumbles over them; a backup from before may have them. Check the disk or SD card.")));
    }
}
