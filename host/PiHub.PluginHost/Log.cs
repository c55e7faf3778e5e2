using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Plugin {Plugin} {Version} runs, started in {ElapsedMs} ms")]
    public static partial void Started(ILogger logger, string plugin, string version, long elapsedMs);

    [LoggerMessage(5002, LogLevel.Information, "Plugin {Plugin} stopped")]
    public static partial void Stopped(ILogger logger, string plugin);

    [LoggerMessage(5003, LogLevel.Error, "Plugin {Plugin} failed to start and is quarantined")]
    public static partial void StartFailed(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5004, LogLevel.Error, "Plugin {Plugin} cannot be used: {Reason}")]
    public static partial void Incompatible(ILogger logger, string plugin, string reason);

    [LoggerMessage(5005, LogLevel.Error, "Plugin {Plugin} failed while handling a request to {Path}")]
    public static partial void RequestFailed(ILogger logger, string plugin, string path, Exception exception);

    [LoggerMessage(5006, LogLevel.Error, "Plugin {Plugin} failed while handling a sample of {Device}")]
    public static partial void SampleFailed(ILogger logger, string plugin, string device, Exception exception);

    [LoggerMessage(5007, LogLevel.Warning, "Plugin {Plugin} has not stopped within {DeadlineMs} ms; what hangs is abandoned")]
    public static partial void StopLate(ILogger logger, string plugin, long deadlineMs);

    [LoggerMessage(5008, LogLevel.Warning, "Plugin {Plugin} was stopped with {Requests} requests still in flight after {DeadlineMs} ms")]
    public static partial void RequestsAbandoned(ILogger logger, string plugin, int requests, long deadlineMs);

    [LoggerMessage(5009, LogLevel.Information, "Plugin {Plugin} in {Folder} takes the place of the one in {ShadowedFolder}")]
    public static partial void Shadowed(ILogger logger, string plugin, string folder, string shadowedFolder);

    [LoggerMessage(5010, LogLevel.Warning, "Plugin {Plugin} failed while something of it was disposed")]
    public static partial void ReleaseFailed(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5500, LogLevel.Error, "Job {Job} of plugin {Plugin} failed after {ElapsedMs} ms")]
    public static partial void JobFailed(ILogger logger, string job, string plugin, long elapsedMs, Exception exception);

    [LoggerMessage(5501, LogLevel.Warning, "Job {Job} of plugin {Plugin} did not stop within {DeadlineMs} ms; it is abandoned")]
    public static partial void JobAbandoned(ILogger logger, string job, string plugin, long deadlineMs);

    [LoggerMessage(5502, LogLevel.Error, "The runs of jobs are not kept for now, because jobs.db cannot be used")]
    public static partial void JobsNotKept(ILogger logger, Exception exception);

    [LoggerMessage(5503, LogLevel.Error, "jobs.db was damaged and is now {AsidePath}; all jobs are scheduled anew")]
    public static partial void JobsDamaged(ILogger logger, string asidePath, Exception exception);

    [LoggerMessage(5504, LogLevel.Error, "The jobs of plugin {Plugin} cannot be scheduled")]
    public static partial void JobsNotScheduled(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5505, LogLevel.Information, "Job {Job} of plugin {Plugin} was missed while that did not run; it was due at {DueAt:O}")]
    public static partial void JobMissed(ILogger logger, string job, string plugin, DateTimeOffset dueAt);

    [LoggerMessage(5506, LogLevel.Warning, "Job {Job} of plugin {Plugin} threw while it was disposed")]
    public static partial void JobNotDisposed(ILogger logger, string job, string plugin, Exception exception);
}
