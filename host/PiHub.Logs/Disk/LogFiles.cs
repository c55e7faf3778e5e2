using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Disk;

/// <summary>The log on the disk: bounded files that survive a restart, written in the background. Safe to use from any thread.</summary>
/// <remarks>At most <see cref="Capacity"/> lines wait to be written; further ones are not written, and counted (overflow policy: reject
/// newest). Lines that a failing or full disk does not take are counted too; nothing else comes of it.</remarks>
public sealed class LogFiles : IAsyncDisposable
{
    /// <summary>How many lines may wait to be written.</summary>
    public const int Capacity = 2_000;

    private readonly string _folder;
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly LogAppender _appender;
    private readonly Channel<LogLine> _waiting = Channel.CreateBounded<LogLine>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    // Holds at most one "do not wait for more"; a second one says nothing new and is dropped.
    private readonly Channel<bool> _urgent = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Task _writing;
    private long _lost;
    private string? _trouble;

    /// <summary>Reads where the log ended and starts to write.</summary>
    /// <param name="options">Where and how much.</param>
    /// <param name="time">The clock.</param>
    public LogFiles(LogOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folder = options.Folder ?? throw new ArgumentException("The folder is missing.", nameof(options));
        (_options, _time) = (options, time);
        _appender = new LogAppender(_folder, options.TotalBytes);
        LastId = FindLastId();
        _writing = WriteAsync();
    }

    /// <summary>The number of the newest line at the start; 0 when there was none.</summary>
    public long LastId { get; }

    /// <summary>How the files do.</summary>
    public LogFilesStatus Status => new(Bytes(), _options.TotalBytes, Interlocked.Read(ref _lost), Volatile.Read(ref _trouble));

    /// <summary>Writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _urgent.Writer.TryComplete();
        await _writing;
    }

    internal void Add(LogLine line)
    {
        if (!_waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _lost);
        }

        if (line.Level >= LogLevel.Error)
        {
            _urgent.Writer.TryWrite(true);
        }
    }

    /// <summary>The newest lines that match, the newest first; what cannot be read is left out.</summary>
    internal IReadOnlyList<LogLine> Read(LogQuery query, CancellationToken cancellationToken)
    {
        var found = new List<LogLine>();
        try
        {
            foreach (LogSegment segment in LogSegment.List(_folder).Reverse().Where(segment => segment.FirstId < (query.Before ?? long.MaxValue)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                found.AddRange(segment.ReadBackwards().Where(query.Matches).Take(query.Limit - found.Count));
                if (found.Count >= query.Limit)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _trouble, exception.Message);
        }

        return found;
    }

    private async Task WriteAsync()
    {
        var batch = new List<LogLine>(Capacity);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await WaitForMoreAsync();
            while (batch.Count < Capacity && _waiting.Reader.TryRead(out LogLine? line))
            {
                batch.Add(line);
            }

            Append(batch);
            batch.Clear();
        }

        End();
    }

    // Ends early when an error came or the hub stops.
    private async Task WaitForMoreAsync()
    {
        using var over = new CancellationTokenSource(_options.WriteInterval, _time);
        try
        {
            await _urgent.Reader.ReadAsync(over.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // The time is over, or the hub stops.
        }
    }

    private void Append(List<LogLine> batch)
    {
        try
        {
            _appender.Append(batch, sync: batch.Exists(line => line.Level >= LogLevel.Error));
            Volatile.Write(ref _trouble, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Interlocked.Add(ref _lost, batch.Count);
            Volatile.Write(ref _trouble, exception.Message);
        }
    }

    private void End()
    {
        try
        {
            _appender.Sync();
            _appender.Dispose();
        }
        catch (IOException exception)
        {
            Volatile.Write(ref _trouble, exception.Message);
        }
    }

    private long FindLastId()
    {
        try
        {
            LogSegment[] all = LogSegment.List(_folder);

            // The name of a file counts too: its lines may all be lost.
            return all.Reverse().Select(segment => segment.ReadBackwards().FirstOrDefault()?.Id ?? segment.FirstId).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _trouble = exception.Message;
            return 0;
        }
    }

    private long? Bytes()
    {
        try
        {
            return LogSegment.List(_folder).Sum(segment => new FileInfo(segment.Path).Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
