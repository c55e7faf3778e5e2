using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Series;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Makes the index anew from the block files alone. Killed in the middle, it is made anew once more.</summary>
internal sealed class IndexRebuild(SqliteDatabase database, IFileSystem fileSystem, BlockFiles files, ILogger logger)
{
    private const int ClustersPerCommit = 2_000;

    private readonly Dictionary<long, FoundSeries> _found = [];
    private long _readings;

    /// <summary>Makes it.</summary>
    /// <param name="damages">Is told what is lost.</param>
    public BlockIndex Run(DamageLog damages)
    {
        var index = new BlockIndex(database);
        try
        {
            index.Writer.InTransaction(writer => writer.PutState(new IndexState(0, 1, 0, IsComplete: false)));
            using SqliteConnection connection = index.Open();
            using var table = new FrameTable(connection);
            var survey = new FileSurvey(fileSystem, files.Folder, table);
            table.Fill(survey.Run);
            files.Clear();
            survey.Files.ForEach(row => files.Put(row));
            var loader = new BlockLoader(files, damages);
            foreach (List<List<FoundFrame>> page in Pages(table))
            {
                Commit(index, batch => Adopt(page, survey, index, loader, batch, damages), survey);
            }

            Finish(index, survey, loader, damages);
            logger.IndexRebuilt(_found.Count, _readings, survey.Files.Count);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private static IEnumerable<List<List<FoundFrame>>> Pages(FrameTable table)
    {
        var page = new List<List<FoundFrame>>();
        foreach (List<FoundFrame> cluster in table.Clusters())
        {
            page.Add(cluster);
            if (page.Count == ClustersPerCommit)
            {
                yield return page;
                page = [];
            }
        }

        yield return page;
    }

    private void Commit(BlockIndex index, Func<BlockBatch, List<Damage>> fill, FileSurvey survey)
    {
        var batch = new BlockBatch(files, survey.Generation + 1);
        List<Damage> lost;
        try
        {
            lost = fill(batch);
            batch.Sync();
        }
        catch
        {
            batch.Undo();
            throw;
        }

        index.Writer.InTransaction(writer =>
        {
            batch.Record(writer);
            lost.ForEach(writer.AddDamage);
        });
        batch.Done();
        _readings += batch.Readings;
    }

    private List<Damage> Adopt(
        List<List<FoundFrame>> page, FileSurvey survey, BlockIndex index, BlockLoader loader, BlockBatch batch, DamageLog damages)
    {
        var lost = new List<Damage>();
        foreach (List<FoundFrame> frames in page)
        {
            RecordedSeries series = survey.Names[frames[0].Series];
            if (survey.Tombstones.TryGetValue(series.Device, out DeletionRow tombstone) && series.Id <= tombstone.Series)
            {
                continue;
            }

            FrameCluster cluster = FrameCluster.Of(frames, survey.Generation);
            cluster.Lost.ForEach(frame => lost.Add(damages.Lost(RowOf(frame))));
            cluster.Live.ForEach(frame => batch.Adopt(RowOf(frame)));
            Merge(cluster.Merged, series, index, loader, batch);
            FoundSeries found = _found.TryGetValue(series.Id, out FoundSeries? known) ? known : _found[series.Id] = new FoundSeries(series);
            foreach (FoundFrame frame in (IEnumerable<FoundFrame>)[.. cluster.Live, .. cluster.Merged])
            {
                found.Add(frame.Kind, frame.From, frame.To);
            }
        }

        return lost;
    }

    private static void Merge(List<FoundFrame> frames, RecordedSeries series, BlockIndex index, BlockLoader loader, BlockBatch batch)
    {
        if (frames.Count == 0)
        {
            return;
        }

        switch (frames[0].Kind)
        {
            case BlockKind.Raw:
                Merge<ReadingContent>(frames, series, index, loader, batch);
                break;
            case BlockKind.Event:
                Merge<EventContent>(frames, series, index, loader, batch);
                break;
            default:
                Merge<RollupContent>(frames, series, index, loader, batch);
                break;
        }
    }

    private static void Merge<T>(List<FoundFrame> frames, RecordedSeries series, BlockIndex index, BlockLoader loader, BlockBatch batch)
        where T : struct, IBlockContent<T>
    {
        T merged = default;
        foreach (FoundFrame frame in frames)
        {
            T content = loader.Load<T>(RowOf(frame)) ?? default;
            merged = content.Count == 0 ? merged : merged.Count == 0 ? content : content.Over(merged);
        }

        new BlockPlacer<T>(index.Writer.Reader, loader, batch).Write(series, frames[0].Kind, merged);
    }

    private void Finish(BlockIndex index, FileSurvey survey, BlockLoader loader, DamageLog damages)
    {
        var newestIds = new Dictionary<(string, string), long>();
        foreach (FoundSeries found in _found.Values)
        {
            (string, string) name = (found.Series.Device, found.Series.Metric);
            newestIds[name] = Math.Max(newestIds.GetValueOrDefault(name), found.Series.Id);
        }

        Commit(
            index,
            batch =>
            {
                foreach (DeletionRow row in survey.Tombstones.Values)
                {
                    batch.Count(row.File, row.Length);
                }

                return survey.Unnamed.ConvertAll(one => damages.Lost(one.File, one.Stretch.Offset, one.Stretch.Length));
            },
            survey);
        index.Writer.InTransaction(writer =>
        {
            // So that no id is given again.
            writer.PutSeries(new SeriesRow { Series = new RecordedSeries(Math.Max(1, survey.LastSeries), "", "") });
            writer.RemoveSeries(Math.Max(1, survey.LastSeries));
            foreach (FoundSeries found in _found.Values)
            {
                if (newestIds[(found.Series.Device, found.Series.Metric)] == found.Series.Id)
                {
                    writer.PutSeries(WithNewest(found.ToRow(), writer.Reader, loader));
                }
                else
                {
                    writer.AddGone(found.Series.Id); // deleted, when a kill came before its tombstone
                }
            }

            foreach (DeletionRow row in survey.Tombstones.Values)
            {
                writer.PutDeletion(row);
            }

            survey.Files.ForEach(row => writer.PutFile(files.Row(row.Number) ?? row));
            writer.PutState(new IndexState(survey.Generation + 1, 1, _readings, IsComplete: true));
        });
    }

    private static SeriesRow WithNewest(SeriesRow row, IndexReader reader, BlockLoader loader)
    {
        List<BlockRow> last = reader.Before(row.Series.Id, BlockKind.Raw, long.MaxValue, 1);
        ReadingContent content = last.Count == 0 ? default : loader.Load<ReadingContent>(last[0]) ?? default;
        return content.Count == 0 ? row : row with { Newest = content.Run.PointAt(content.Count - 1) };
    }

    private static BlockRow RowOf(FoundFrame frame) =>
        new(frame.Series, frame.Kind, frame.From, frame.To, frame.Count, frame.File, frame.Offset, frame.Length);
}
