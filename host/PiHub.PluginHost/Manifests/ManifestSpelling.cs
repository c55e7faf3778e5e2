namespace PiHub.PluginHost.Manifests;

/// <summary>Guesses which word was meant.</summary>
internal static class ManifestSpelling
{
    private const int MaximumMistakes = 2;
    private const int MaximumCharacters = 64;

    /// <summary>The known word nearest to a misspelt one; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > MaximumCharacters)
        {
            return null;
        }

        (string? nearest, int mistakes) = known
            .Select(candidate => ((string?)candidate, Distance(Plain(word), Plain(candidate))))
            .DefaultIfEmpty((null, int.MaxValue))
            .MinBy(pair => pair.Item2);
        return mistakes <= Math.Min(MaximumMistakes, word.Length / 2) ? nearest : null;
    }

    // Case and separators are no mistakes: demoDevices means demo_devices.
    private static string Plain(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein's distance, a row at a time.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
