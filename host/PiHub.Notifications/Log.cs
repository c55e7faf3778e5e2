using Microsoft.Extensions.Logging;

namespace PiHub.Notifications;

/// <summary>Every log message of the notifications.</summary>
internal static partial class Log
{
    [LoggerMessage(5900, LogLevel.Error, "Notifications cannot be written and are kept in memory meanwhile: {Cause}")]
    public static partial void SaveFailed(ILogger logger, string cause);

    [LoggerMessage(5901, LogLevel.Warning, "Notifications do not reach target {Target}, tried again: {Cause}")]
    public static partial void TargetFailed(ILogger logger, string target, string cause);

    [LoggerMessage(5902, LogLevel.Information, "Notifications reach target {Target} again")]
    public static partial void TargetWorks(ILogger logger, string target);

    [LoggerMessage(5903, LogLevel.Error, "The secret of notification target {Target} cannot be decrypted; enter it again")]
    public static partial void SecretUnreadable(ILogger logger, string target);

    [LoggerMessage(5904, LogLevel.Error, "The state of notification target {Target} cannot be written: {Cause}")]
    public static partial void StateNotSaved(ILogger logger, string target, string cause);

    [LoggerMessage(5905, LogLevel.Error, "Sending to notification target {Target} failed unexpectedly")]
    public static partial void SendingFailed(ILogger logger, string target, Exception exception);
}
