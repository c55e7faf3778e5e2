using Microsoft.Extensions.Logging;

namespace PiHub.Settings;

internal static partial class Log
{
    public static void CallbackFailed(ILogger logger, SettingsOwner owner, Exception exception)
    {
        if (owner.IsHub)
        {
            HubCallbackFailed(logger, owner.Id, exception);
        }
        else
        {
            PluginCallbackFailed(logger, owner.Id, exception);
        }
    }

    // The placeholder's name brings the line into the plugin's own log.
    [LoggerMessage(5800, LogLevel.Error, "Plugin {Plugin} failed while it was told of changed settings")]
    private static partial void PluginCallbackFailed(ILogger logger, string plugin, Exception exception);

    [LoggerMessage(5801, LogLevel.Error, "A part of the hub failed while it was told of changed settings of the page '{Page}'")]
    private static partial void HubCallbackFailed(ILogger logger, string page, Exception exception);

    [LoggerMessage(5802, LogLevel.Warning, "Plugin {Plugin} has no setting '{Name}', which is configured")]
    public static partial void UnknownSetting(ILogger logger, string plugin, string name);

    [LoggerMessage(5803, LogLevel.Warning, "Settings page '{Page}': {Trouble}")]
    public static partial void HubSettingRefused(ILogger logger, string page, string trouble);
}
