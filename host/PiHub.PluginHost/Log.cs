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

    [LoggerMessage(5020, LogLevel.Information, "Plugin {Plugin} changes from {From} to {To}")]
    public static partial void ChangeBegun(ILogger logger, string plugin, string from, string to);

    [LoggerMessage(5021, LogLevel.Information, "Plugin {Plugin} has changed from {From} to {To}")]
    public static partial void ChangeDone(ILogger logger, string plugin, string from, string to);

    [LoggerMessage(5022, LogLevel.Error, "Plugin {Plugin} could not change from {From} to {To}: {Reason}")]
    public static partial void ChangeFailed(ILogger logger, string plugin, string from, string to, string reason);

    [LoggerMessage(5023, LogLevel.Warning, "Plugin {Plugin}: the hub ended while it changed from {From} to {To}; the former version goes on")]
    public static partial void ChangeRecovered(ILogger logger, string plugin, string from, string to);

    [LoggerMessage(5024, LogLevel.Error, "Plugin {Plugin}: what an upgrade made of its data could not be undone or forgotten")]
    public static partial void UndoFailed(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5025, LogLevel.Error, "Plugin {Plugin} failed and is started again in {RestMs} ms: {Reason}")]
    public static partial void Restarting(ILogger logger, string plugin, long restMs, string reason);

    [LoggerMessage(5026, LogLevel.Error, "Plugin {Plugin} is quarantined: {Reason}")]
    public static partial void Quarantined(ILogger logger, string plugin, string reason);

    [LoggerMessage(5027, LogLevel.Information, "Plugin {Plugin} {Version} was installed from {Source}")]
    public static partial void Installed(ILogger logger, string plugin, string version, string source);

    [LoggerMessage(5028, LogLevel.Information, "Plugin {Plugin} was removed")]
    public static partial void Removed(ILogger logger, string plugin);

    [LoggerMessage(5029, LogLevel.Information, "Plugin {Plugin}: version {Version} was deleted, as nothing goes back to it any more")]
    public static partial void VersionDeleted(ILogger logger, string plugin, string version);

    [LoggerMessage(5030, LogLevel.Error, "Plugin {Plugin} could not be looked after; tried again in {RestMs} ms")]
    public static partial void CareFailed(ILogger logger, string plugin, long restMs, Exception exception);

    [LoggerMessage(5031, LogLevel.Warning, "Plugin {Plugin}: files of version {Version} could not be deleted")]
    public static partial void DeletionFailed(ILogger logger, string plugin, string version, Exception exception);

    [LoggerMessage(5032, LogLevel.Error, "Plugin {Plugin} could not be started with the hub, for a reason of the hub's own")]
    public static partial void BootFailed(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5200, LogLevel.Warning,
        "Plugin {Plugin} missed {Count} samples committed between {From:O} and {To:O}; the sample log no longer has them")]
    public static partial void SamplesMissed(ILogger logger, string plugin, long count, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(5201, LogLevel.Warning,
        "The database of plugin {Plugin} is back as version {Version} left it at {TakenAt:O}; what was written after that is gone, and "
        + "samples since then are handled again")]
    public static partial void DatabaseRestored(ILogger logger, string plugin, string version, DateTimeOffset takenAt);

    [LoggerMessage(5202, LogLevel.Information, "The database of plugin {Plugin} got {Count} migrations, the last one '{Migration}'")]
    public static partial void DatabaseMigrated(ILogger logger, string plugin, int count, string migration);

    [LoggerMessage(5100, LogLevel.Information, "{Name} was dropped and is installed as plugin {Plugin} {Version}")]
    public static partial void DropTaken(ILogger logger, string name, string plugin, string version);

    [LoggerMessage(5101, LogLevel.Error, "{Name} was dropped and is refused: {Reasons}")]
    public static partial void DropRefused(ILogger logger, string name, string reasons);

    [LoggerMessage(5102, LogLevel.Error, "{Name} was dropped and failed to be installed")]
    public static partial void DropFailed(ILogger logger, string name, Exception exception);

    [LoggerMessage(5103, LogLevel.Warning, "{Folder} cannot be watched; it is looked into every {IntervalSeconds} s")]
    public static partial void DropsOnlyPolled(ILogger logger, string folder, double intervalSeconds, Exception exception);

    [LoggerMessage(5104, LogLevel.Warning, "{Folder} cannot be searched for dropped packages")]
    public static partial void DropsNotFound(ILogger logger, string folder, Exception exception);

    [LoggerMessage(5110, LogLevel.Warning, "The catalogue {Source} cannot be refreshed: {Reason}")]
    public static partial void CatalogueFailed(ILogger logger, string source, string reason);

    [LoggerMessage(5111, LogLevel.Warning, "The catalogue {Source} has {Count} entries that cannot be used; the first: {Reason}")]
    public static partial void CatalogueFaulty(ILogger logger, string source, int count, string reason);

    [LoggerMessage(5112, LogLevel.Warning, "The catalogue cannot be kept in {Folder}")]
    public static partial void CatalogueNotKept(ILogger logger, string folder, Exception exception);

    [LoggerMessage(5300, LogLevel.Warning, "Plugin {Plugin} tried to {Attempt}, which its manifest does not grant ({Kind}); {Count} such attempts so far")]
    public static partial void PermissionRefused(
        ILogger logger, string plugin, string attempt, Permissions.PermissionKind kind, long count);

    [LoggerMessage(5301, LogLevel.Warning, "Plugin {Plugin} {Version} has stopped, but its code is still in memory: a timer, thread or event of it refers to it. Only a restart of the hub frees it")]
    public static partial void NotUnloaded(ILogger logger, string plugin, string version);

    [LoggerMessage(5302, LogLevel.Warning, "Plugin {Plugin} has files in its folder that the hub ignores, because it lends its own: {Files}")]
    public static partial void StrayFiles(ILogger logger, string plugin, string files);

    [LoggerMessage(5303, LogLevel.Error, "A task of plugin {Plugin} failed and nobody looked at it; {Count} so far")]
    public static partial void TaskFailed(ILogger logger, string plugin, long count, Exception exception);

    [LoggerMessage(5304, LogLevel.Error, "A thread of plugin {Plugin} failed; {Count} so far")]
    public static partial void ThreadFailed(ILogger logger, string plugin, long count, Exception exception);

    [LoggerMessage(5305, LogLevel.Information, "Plugin {Plugin} listens on port {Port}")]
    public static partial void PortOpened(ILogger logger, string plugin, int port);

    [LoggerMessage(5306, LogLevel.Warning, "Plugin {Plugin} cannot listen on port {Port}: {Reason}")]
    public static partial void PortRefused(ILogger logger, string plugin, int port, string reason);

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
