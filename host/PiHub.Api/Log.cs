using Microsoft.Extensions.Logging;

namespace PiHub.Api;

/// <summary>Every log message of the API.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed: the disk cannot be used: {Cause}")]
    public static partial void DiskFailed(ILogger logger, string method, string path, string cause);

    [LoggerMessage(5950, LogLevel.Error, "What {Source} should tell cannot be found out")]
    public static partial void SourceFailed(ILogger logger, string source, Exception exception);

    [LoggerMessage(6150, LogLevel.Warning, "The diagnostics lack {File}")]
    public static partial void DiagnosticFileFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(5450, LogLevel.Information, "Settings of plugin {Plugin} changed by {User}: {Names}")]
    public static partial void SettingsChanged(ILogger logger, string plugin, string user, string names);

    [LoggerMessage(5451, LogLevel.Information, "Settings of plugin {Plugin} exported with secrets by {User}")]
    public static partial void SecretsExported(ILogger logger, string plugin, string user);

    [LoggerMessage(5850, LogLevel.Information, "Settings page '{Page}' changed by {User}: {Names}")]
    public static partial void HubSettingsChanged(ILogger logger, string page, string user, string names);

    [LoggerMessage(5851, LogLevel.Information, "The whole configuration was exported with secrets by {User}")]
    public static partial void ConfigurationExported(ILogger logger, string user);

    [LoggerMessage(5852, LogLevel.Information, "A configuration was imported by {User}: {Count} values changed")]
    public static partial void ConfigurationImported(ILogger logger, string user, int count);
}
