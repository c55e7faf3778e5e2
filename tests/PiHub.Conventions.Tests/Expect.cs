namespace PiHub.Conventions.Tests;

/// <summary>Assertions whose failure shows everything that was found, one line each.</summary>
internal static class Expect
{
    public static void Nothing(IEnumerable<string> found)
    {
        string[] lines = [.. found.Distinct()];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
