namespace PiHub.Recorder.Retention;

/// <summary>Matches names with <c>*</c> for any characters and <c>?</c> for one; upper and lower case differ.</summary>
internal static class Glob
{
    /// <summary>Whether a name matches; takes at most the product of both lengths in steps.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        (int at, int next) = (0, 0);
        (int star, int tried) = (-1, 0);
        while (next < name.Length)
        {
            if (at < pattern.Length && (pattern[at] == '?' || (pattern[at] != '*' && pattern[at] == name[next])))
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                (star, tried) = (at++, next);
            }
            else if (star >= 0)
            {
                (at, next) = (star + 1, ++tried);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }
}
