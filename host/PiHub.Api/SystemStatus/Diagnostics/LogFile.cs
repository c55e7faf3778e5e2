using PiHub.Logs;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The newest lines of the log, the oldest first.</summary>
internal sealed class LogFile(LogStore logs) : IDiagnosticFile
{
    private const int Lines = 5_000;

    public string Name => "log.txt";

    public IEnumerable<string> Read() => logs.Lines(new LogQuery { Limit = Lines }).Reverse().Select(Text);

    private static string Text(LogLine line)
    {
        string plugin = line.Plugin is { } id ? $"[{id}] " : "";
        string exception = line.Exception is { } thrown ? "\n    " + thrown.Replace("\n", "\n    ", StringComparison.Ordinal) : "";
        return $"{UtcTimeConverter.Text(line.Time)} {line.Level} {plugin}{line.Category}: {line.Message}{exception}";
    }
}
