using Microsoft.Extensions.Logging;

namespace PiHub.Access;

/// <summary>Every log message of users, keys and the audit log.</summary>
internal static partial class Log
{
    [LoggerMessage(5700, LogLevel.Warning, "When API keys were used last could not be kept: {Cause}")]
    public static partial void UsesNotKept(ILogger logger, string cause);

    [LoggerMessage(5701, LogLevel.Warning, "The audit log cannot be written, {WaitingEntries} entries wait: {Cause}")]
    public static partial void AuditNotWritten(ILogger logger, int waitingEntries, string cause);

    [LoggerMessage(5702, LogLevel.Warning, "The audit log lost {LostEntries} entries: they came faster than the disk took them")]
    public static partial void AuditLost(ILogger logger, long lostEntries);
}
