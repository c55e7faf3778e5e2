namespace PiHub.Conventions.Tests;

/// <summary>The excused violations: lines of <c>rule | subject | reason</c>; lines that start with # are comments.</summary>
internal static class ExceptionList
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="FormatException">A line has no reason or names no rule.</exception>
    public static IReadOnlySet<(string Rule, string Subject)> Parse(string text)
    {
        HashSet<(string, string)> entries = [];
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            string[] parts = line.Split('|', 3, StringSplitOptions.TrimEntries);
            if (parts.Length != 3 || parts[2].Length == 0 || !Rules.All.ContainsKey(parts[0]) || !entries.Add((parts[0], parts[1])))
            {
                throw new FormatException($"exceptions.txt: '{line}' is not 'rule | subject | reason', or is there twice.");
            }
        }

        return entries;
    }
}
