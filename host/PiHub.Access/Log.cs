using Microsoft.Extensions.Logging;

namespace PiHub.Access;

/// <summary>Every log message of users, keys, sessions and the audit log.</summary>
internal static partial class Log
{
    // By the name of its value the line stays out of the log that keys may read.
    [LoggerMessage(5600, LogLevel.Information, "There is no owner yet. Setup code: {OneTimeCode}. It makes the first account on the setup page, and ends with this run of the hub")]
    public static partial void SetupCodeMade(ILogger logger, string oneTimeCode);

    [LoggerMessage(5601, LogLevel.Information, "{UserName} signed in")]
    public static partial void SignedIn(ILogger logger, string userName);

    [LoggerMessage(5602, LogLevel.Warning, "An attempt to sign in could not be written to the history (SQLite error {Code})")]
    public static partial void HistoryNotWritten(ILogger logger, int code);

    [LoggerMessage(5603, LogLevel.Warning, "The second factor of user {UserId} cannot be decrypted, because the data folder's keys are not the ones it was encrypted with; reset the user's password to remove it")]
    public static partial void SecondFactorUnreadable(ILogger logger, string userId);

    [LoggerMessage(5604, LogLevel.Warning, "A refresh token of session {SessionId} was shown a second time: it may have been stolen, so the session has ended")]
    public static partial void RefreshTokenReused(ILogger logger, string sessionId);

    [LoggerMessage(5700, LogLevel.Warning, "When API keys were used last could not be kept: {Cause}")]
    public static partial void UsesNotKept(ILogger logger, string cause);

    [LoggerMessage(5701, LogLevel.Warning, "The audit log cannot be written, {WaitingEntries} entries wait: {Cause}")]
    public static partial void AuditNotWritten(ILogger logger, int waitingEntries, string cause);

    [LoggerMessage(5702, LogLevel.Warning, "The audit log lost {LostEntries} entries: they came faster than the disk took them")]
    public static partial void AuditLost(ILogger logger, long lostEntries);
}
