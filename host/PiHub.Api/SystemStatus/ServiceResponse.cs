using System.Globalization;
using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>Who watches over the hub's process: sd_notify(3), sd_watchdog_enabled(3).</summary>
/// <param name="Supervisor"><c>systemd</c>; null when the hub was started by hand.</param>
/// <param name="WatchdogSeconds">After how many seconds of silence it is started anew; null: it is not watched.</param>
internal sealed record ServiceResponse(string? Supervisor, [property: JsonPropertyName("watchdog_s")] double? WatchdogSeconds)
{
    public static ServiceResponse Of(Func<string, string?> variable) => new(
        string.IsNullOrEmpty(variable("NOTIFY_SOCKET")) ? null : "systemd",
        long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) ? microseconds / 1e6 : null);
}
