using System.Diagnostics;
using System.Globalization;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>Speaks to a <see cref="StoreWorker"/>: a line a command, a line an answer.</summary>
internal sealed class WorkerClient(Process process) : IStoreClient
{
    public async Task IngestAsync(ReadingLoad load, CancellationToken cancellationToken) =>
        await AskAsync($"ingest {load}", cancellationToken);

    public Task<long> QueryAsync(StoreQuery query, CancellationToken cancellationToken) =>
        AskAsync($"query {query.Device} {query.Metric} {query.FromMs} {query.ToMs} {query.Points}", cancellationToken);

    public async Task<long?> TimeLatestAsync(string device, CancellationToken cancellationToken) =>
        await AskAsync($"latest {device}", cancellationToken) is > 0 and var nanoseconds ? nanoseconds : null;

    public async Task<long?> CountHeapBytesAsync(CancellationToken cancellationToken) => await AskAsync("heap", cancellationToken);

    /// <summary>Waits for a line.</summary>
    /// <exception cref="StoreException">The worker ended or failed.</exception>
    public async Task<long> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long answer)
            ? answer
            : throw new StoreException(line ?? "The worker ended.");
    }

    public ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        return ValueTask.CompletedTask;
    }

    private async Task<long> AskAsync(string command, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAnswerAsync(cancellationToken);
    }
}
