using System.IO.Enumeration;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Which metrics are exported. One caller at a time.</summary>
internal sealed class ExportFilter(IEnumerable<string> include, IEnumerable<string> exclude)
{
    // Devices name themselves; beyond so many the answers are found again.
    private const int MaximumAnswers = 50_000;

    private readonly string[] _include = [.. include.Select(Complete)];
    private readonly string[] _exclude = [.. exclude.Select(Complete)];
    private readonly Dictionary<(string Device, string Metric), bool> _answers = [];

    public bool Wants(string device, string metric)
    {
        if (_include.Length + _exclude.Length == 0)
        {
            return true;
        }

        if (!_answers.TryGetValue((device, metric), out bool wants))
        {
            if (_answers.Count >= MaximumAnswers)
            {
                _answers.Clear();
            }

            string name = $"{device}/{metric}";
            wants = (_include.Length == 0 || IsAny(_include, name)) && !IsAny(_exclude, name);
            _answers.Add((device, metric), wants);
        }

        return wants;
    }

    private static string Complete(string pattern) => pattern.Contains('/', StringComparison.Ordinal) ? pattern : pattern + "/*";

    private static bool IsAny(string[] patterns, string name) =>
        Array.Exists(patterns, pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
