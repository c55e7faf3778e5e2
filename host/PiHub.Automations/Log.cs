using Microsoft.Extensions.Logging;

namespace PiHub.Automations;

internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Error, "An action of type {Type} of automation {Automation} failed")]
    public static partial void ActionFailed(ILogger logger, string automation, string type, Exception exception);

    [LoggerMessage(6001, LogLevel.Warning, "Automation {Automation} was stopped: {Reason}")]
    public static partial void Stopped(ILogger logger, string automation, string reason);

    [LoggerMessage(6002, LogLevel.Error, "Automation {Automation} failed at something that it watches")]
    public static partial void WatchFailed(ILogger logger, string automation, Exception exception);

    [LoggerMessage(6003, LogLevel.Error, "A run of automation {Automation} could not be carried out or kept")]
    public static partial void RunFailed(ILogger logger, string automation, Exception exception);

    [LoggerMessage(6004, LogLevel.Error, "Automation {Automation} cannot be read and stays off: {Reason}")]
    public static partial void Unreadable(ILogger logger, string automation, string reason);

    [LoggerMessage(6005, LogLevel.Error, "The state of automation {Automation} could not be kept")]
    public static partial void StateNotKept(ILogger logger, string automation, Exception exception);

    [LoggerMessage(6006, LogLevel.Error, "A listener for changes of automation {Automation} failed")]
    public static partial void ListenerFailed(ILogger logger, string automation, Exception exception);
}
