using Microsoft.Extensions.Logging;

namespace PiHub.Api.Logs;

/// <summary>The names of log levels on the wire.</summary>
internal static class LogLevelNames
{
    /// <summary>The level of a name, in any case; the finest when none is given or it is wrong.</summary>
    public static LogLevel Read(string parameter, string? text, QueryParameters parameters)
    {
        if (string.IsNullOrEmpty(text))
        {
            return LogLevel.Trace;
        }

        if (char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out LogLevel level) && level < LogLevel.None)
        {
            return level;
        }

        parameters.Refuse(parameter, $"{parameter} is trace, debug, information, warning, error or critical");
        return LogLevel.Trace;
    }
}
