namespace PiHub.PluginHost.Capabilities;

/// <summary>Compares topic filters: whether one includes all that another one matches.</summary>
internal static class TopicGrant
{
    /// <summary>Whether every topic that <paramref name="asked"/> matches is also matched by <paramref name="granted"/>.</summary>
    public static bool Covers(string granted, string asked)
    {
        string[] grantedLevels = granted.Split('/');
        string[] askedLevels = asked.Split('/');
        for (int i = 0; i < grantedLevels.Length; i++)
        {
            if (grantedLevels[i] == "#")
            {
                return true; // also when asked ends here: "a/#" matches "a" itself
            }

            if (i >= askedLevels.Length || askedLevels[i] == "#" || (grantedLevels[i] != "+" && grantedLevels[i] != askedLevels[i]))
            {
                return false;
            }
        }

        return grantedLevels.Length == askedLevels.Length
            || (askedLevels.Length == grantedLevels.Length + 1 && askedLevels[^1] == "#" && grantedLevels[^1] == "#");
    }
}
