using System.Globalization;

namespace PiHub.Benchmarks.Load;

/// <summary>A recording: a line of names, then lines of date (16/12/2006), time (17:24:00) and a value for each further name, separated by
/// semicolons. Lines with other than numbers are left out.</summary>
internal sealed class CsvSource : IReadingSource
{
    private readonly StreamReader _file;

    public CsvSource(string path)
    {
        _file = new StreamReader(path);
        Metrics = [.. (_file.ReadLine() ?? "").Split(';').Skip(2).Select(name => name.ToLowerInvariant())];
    }

    public string Device => "recording";

    public IReadOnlyList<string> Metrics { get; }

    public bool TryRead(out long timeMs, Span<double> values)
    {
        timeMs = 0;
        while (_file.ReadLine() is { } line)
        {
            string[] fields = line.Split(';');
            if (fields.Length == Metrics.Count + 2 && TryParse(fields, out timeMs, values))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    private static bool TryParse(string[] fields, out long timeMs, Span<double> values)
    {
        bool isGood = DateTimeOffset.TryParseExact(
            $"{fields[0]} {fields[1]}", "d/M/yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        timeMs = time.ToUnixTimeMilliseconds();
        for (int index = 0; index < values.Length; index++)
        {
            isGood &= double.TryParse(fields[index + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out values[index]);
        }

        return isGood;
    }
}
