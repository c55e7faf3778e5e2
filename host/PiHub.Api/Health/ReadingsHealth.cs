using PiHub.Recorder.Clock;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Api.Health;

/// <summary>Asks whether readings get the right time, and whether they get to where they are exported to.</summary>
internal sealed class ReadingsHealth(IHubClock clock, ILineProtocolExport export)
{
    private const int MaximumNamed = 10;

    public IEnumerable<HealthCheck> Check()
    {
        yield return OfClock(clock.Status);
        LineProtocolStatus status = export.Status;
        if (status.State != LineProtocolState.Off)
        {
            yield return OfExport(status);
        }
    }

    internal static HealthCheck OfClock(ClockStatus status)
    {
        IEnumerable<string> named = status.Corrected
            .OrderByDescending(device => device.Value)
            .Take(MaximumNamed)
            .Select(device => $"{(device.Key.Length > 0 ? device.Key : "others")} ({device.Value})");
        string corrected = status.Corrected.Count == 0 ? "" : $" Devices whose clock is wrong: {string.Join(", ", named)}.";
        return status.IsSet
            ? new HealthCheck("clock", HealthStatus.Ok, (status.Jump is { } jump ? $"Set while the hub ran; it jumped by {jump:c}." : "Set.") + corrected)
            : new HealthCheck(
                "clock",
                HealthStatus.Degraded,
                $"Not set since the start of this machine; {status.Estimated} samples and events have an estimated time. Connect it to a time server.{corrected}");
    }

    internal static HealthCheck OfExport(LineProtocolStatus status)
    {
        string counts = $"{status.Sent} readings sent, {status.Refused} refused, {status.Lag} samples wait, {status.Missed} were missed.";
        string refused = status.LastRefused is { } last ? $" Last refused: {last}" : "";
        return status.State == LineProtocolState.Ok
            ? new HealthCheck("influx_export", status.Missed + status.Refused > 0 ? HealthStatus.Degraded : HealthStatus.Ok, counts + refused)
            : new HealthCheck("influx_export", HealthStatus.Degraded, $"{status.Message} {counts}{refused}");
    }
}
