using Microsoft.Extensions.Logging;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Keeps what is wrong with a file's disk, and logs each change between failing and working once.</summary>
internal sealed class DiskWatch(string path, TimeProvider time, ILogger logger) : IDiskListener
{
    private volatile string? _trouble;
    private long _failingSince;

    /// <summary>Cause, file and remedy; null while the disk works. Read from any thread.</summary>
    public string? Trouble => _trouble;

    public void Failing(string trouble)
    {
        bool isNew = _trouble is null;
        _trouble = trouble;
        if (isNew)
        {
            _failingSince = time.GetTimestamp();
            Log.StoringFails(logger, trouble);
        }
    }

    public void Working()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            Log.StoringWorksAgain(logger, path, time.GetElapsedTime(_failingSince));
        }
    }
}
