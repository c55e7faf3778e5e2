namespace PiHub.Sqlite;

/// <summary>A connection on which work is repeated until trouble with the disk is over.</summary>
/// <remarks>Tries again after 250 ms, doubling to 5 s. One caller at a time.</remarks>
/// <typeparam name="TConnection">The connection with its statements.</typeparam>
public sealed class RetryingConnection<TConnection>
    where TConnection : class, IDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly Func<TConnection> _open;
    private readonly IDiskListener _listener;
    private readonly TimeProvider _time;
    private TConnection? _connection;

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="open">Opens it; called anew after trouble.</param>
    /// <param name="listener">Is told of trouble and of its end.</param>
    /// <param name="time">The clock of the waits.</param>
    public RetryingConnection(string path, Func<TConnection> open, IDiskListener listener, TimeProvider time)
    {
        _path = path;
        _open = open;
        _listener = listener;
        _time = time;
    }

    /// <summary>Works on the connection until trouble with the disk is over.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">All or nothing, as it may be repeated. Its faults that are no trouble with the disk are thrown.</param>
    /// <param name="stopping">Once cancelled, trouble is tried once more and no longer waited out.</param>
    /// <exception cref="ObjectDisposedException">It was stopped while the disk failed; nothing was done.</exception>
    public async Task<T> PersistAsync<T>(Func<TConnection, T> work, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (TimeSpan backOff = FirstBackOff; ; backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff)
        {
            try
            {
                T result = work(_connection ??= _open());
                _listener.Working();
                return result;
            }
            catch (Exception exception) when (DiskTrouble.Describe(exception, _path) is { } trouble)
            {
                if (!DiskTrouble.IsBusy(exception))
                {
                    // After an unmount or an I/O error only a new file handle helps.
                    Close();
                }

                _listener.Failing(trouble);
                if (stopping.IsCancellationRequested)
                {
                    throw new ObjectDisposedException($"Stopped while {trouble} This was not stored.", exception);
                }
            }

            try
            {
                await Task.Delay(backOff, _time, stopping);
            }
            catch (OperationCanceledException)
            {
                // Stopping: one last attempt follows.
            }
        }
    }

    /// <summary>Closes the connection; the next work opens a new one.</summary>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
