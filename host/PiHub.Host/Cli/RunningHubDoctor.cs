using System.Globalization;
using System.Text.Json.Nodes;
using PiHub.Recorder.Care;

namespace PiHub.Host.Cli;

/// <summary>Asks a running hub how it does, and lets it read everything recorded.</summary>
internal static class RunningHubDoctor
{
    public static async Task<int> RunAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        int asked = await HubClient.AskAsync(
            dataFolder, HttpMethod.Get, "/api/health", answer => findings.AddRange(OfHealth(answer)), cancellationToken);
        if (asked != CommandLine.Done)
        {
            return asked;
        }

        int verified = await HubClient.AskAsync(
            dataFolder, HttpMethod.Post, "/api/readings/verify", answer => findings.AddRange(OfVerify(answer)), cancellationToken);
        return verified != CommandLine.Done
            ? verified
            : DoctorReport.Print(findings, "The hub has taken damaged blocks out already; everything else says its remedy.");
    }

    private static IEnumerable<Finding> OfHealth(JsonNode? answer) => (answer?["checks"]?.AsArray() ?? []).Select(check => new Finding(
        (string?)check?["status"] == "ok" ? FindingLevel.Ok : FindingLevel.Wrong,
        (string?)check?["name"] ?? "hub",
        (string?)check?["message"] ?? ""));

    private static IEnumerable<Finding> OfVerify(JsonNode? answer)
    {
        if (answer?["damages"] is not JsonArray damages)
        {
            yield return new Finding(FindingLevel.Wrong, "readings", (string?)answer?["detail"] ?? "The hub gave no answer.");
            yield break;
        }

        foreach (JsonNode? damage in damages)
        {
            yield return new Finding(FindingLevel.Wrong, "readings", $"'{damage?["file"]}' is damaged. Lost: {damage?["lost"]}.");
        }

        yield return new Finding(damages.Count == 0 ? FindingLevel.Ok : FindingLevel.Note, "readings", string.Create(
            CultureInfo.InvariantCulture,
            $"{answer["records"]} records of the journal and {answer["blocks"]} blocks with {answer["bytes"]} bytes were read."));
    }
}
