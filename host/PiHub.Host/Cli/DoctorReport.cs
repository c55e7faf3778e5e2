using PiHub.Recorder.Care;

namespace PiHub.Host.Cli;

/// <summary>Prints findings for people, a line each.</summary>
internal static class DoctorReport
{
    /// <summary>Prints them and what they come to.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="remedy">Said when something is wrong.</param>
    /// <returns>The exit code.</returns>
    public static int Print(IEnumerable<Finding> findings, string remedy)
    {
        int wrong = 0;
        foreach (Finding finding in findings)
        {
            Print(finding);
            wrong += finding.Level == FindingLevel.Wrong ? 1 : 0;
        }

        Console.WriteLine(wrong == 0 ? "All is well." : $"{wrong} findings need attention. {remedy}");
        return wrong == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>Prints one.</summary>
    public static void Print(Finding finding) => Console.WriteLine($"{WordOf(finding.Level),-7} {finding.Part}: {finding.Message}");

    private static string WordOf(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.Note => "note",
        FindingLevel.Mended => "mended",
        _ => "WRONG",
    };
}
