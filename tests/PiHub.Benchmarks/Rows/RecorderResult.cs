using System.Globalization;
using PiHub.Benchmarks.Measuring;

namespace PiHub.Benchmarks.Rows;

/// <summary>What one store did with the recorder's load; what was not measured is not a number.</summary>
internal sealed record RecorderResult
{
    /// <summary>The store's name.</summary>
    public required string Name { get; init; }

    /// <summary>Why it could not be measured, or where it failed; null when all was measured.</summary>
    public string? Failure { get; init; }

    public double IngestPerSecond { get; init; } = double.NaN;

    public double YearIngestPerSecond { get; init; } = double.NaN;

    public double DiskBytesPerReading { get; init; } = double.NaN;

    public double WrittenBytesPerReading { get; init; } = double.NaN;

    public double ResidentMebibytes { get; init; } = double.NaN;

    public double PeakMebibytes { get; init; } = double.NaN;

    /// <summary>Getting all newest values of a device, within the store's process.</summary>
    public double LatestMicroseconds { get; init; } = double.NaN;

    /// <summary>Its memory on the way, the last one when all was in.</summary>
    public IReadOnlyList<MemoryStage> Stages { get; init; } = [];

    public double ColdStartMs { get; init; } = double.NaN;

    public double ReadyMs { get; init; } = double.NaN;

    public double RecoveryMs { get; init; } = double.NaN;

    /// <summary>Cold and warm, by the question's name.</summary>
    public IReadOnlyDictionary<string, QueryTimes> Queries { get; init; } = new Dictionary<string, QueryTimes>();

    /// <summary>A table with a column a store.</summary>
    public static string Describe(IReadOnlyList<RecorderResult> results)
    {
        MarkdownTable table = new([.. results.Select(result => result.Name)]);
        Add("ingest, readings/s", result => result.IngestPerSecond);
        Add("ingest of one metric, readings/s", result => result.YearIngestPerSecond);
        Add("on disk, bytes per reading", result => result.DiskBytesPerReading);
        Add("written to disk, bytes per reading", result => result.WrittenBytesPerReading);
        foreach (string question in results.SelectMany(result => result.Queries.Keys).Distinct())
        {
            Add($"{question}, cold, ms", result => result.Queries.GetValueOrDefault(question)?.ColdMs ?? double.NaN);
            Add($"{question}, warm, ms", result => result.Queries.GetValueOrDefault(question)?.WarmMs ?? double.NaN);
            table.Add($"{question}, answers", [.. results.Select(result => result.Queries.GetValueOrDefault(question)?.AnswerCount.ToString("#,0", CultureInfo.InvariantCulture) ?? "")]);
        }

        Add("newest values of a device, in the process, µs", result => result.LatestMicroseconds);
        Add("resident memory after the load and a rest, MiB", result => result.ResidentMebibytes);
        Add("most resident memory, MiB", result => result.PeakMebibytes);
        Add("start until ready, cold, ms", result => result.ColdStartMs);
        Add("start until ready after a kill during ingest, ms", result => result.ReadyMs);
        Add("start until the first answer after a kill during ingest, ms", result => result.RecoveryMs);
        return table.ToString() + DescribeStages(results) + string.Concat(results.Where(result => result.Failure is not null).Select(result => $"\n{result.Name}: {result.Failure}\n"));

        void Add(string name, Func<RecorderResult, double> number) => table.Add(name, [.. results.Select(result => MarkdownTable.Number(number(result)))]);
    }

    private static string DescribeStages(IReadOnlyList<RecorderResult> results)
    {
        MarkdownTable table = new([.. results.Select(result => $"{result.Name}: resident, heap, MiB")]);
        int rows = results.Max(result => result.Stages.Count);
        for (int row = 0; row < rows; row++)
        {
            long readings = results.Max(result => result.Stages.ElementAtOrDefault(row)?.ReadingCount ?? 0);
            table.Add($"{readings / 1e6:0} million readings", [.. results.Select(result => Cell(result.Stages.ElementAtOrDefault(row)))]);
        }

        return rows > 1 ? $"\n{table}" : "";

        static string Cell(MemoryStage? stage) => stage is null ? ""
            : stage.HeapBytes is { } heap ? $"{Mebibytes(stage.ResidentBytes)}, {Mebibytes(heap)}" : Mebibytes(stage.ResidentBytes);
        static string Mebibytes(long bytes) => MarkdownTable.Number(bytes / 1_048_576.0);
    }
}
