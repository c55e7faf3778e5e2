using System.Globalization;

namespace PiHub.Automations.Actions;

/// <summary>What set an automation off, for its texts. What does not apply is empty.</summary>
/// <param name="Words">It in words, for people.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name, or the event's type.</param>
/// <param name="Value">The value, without unit.</param>
/// <param name="Time">When it happened.</param>
internal sealed record Circumstances(string Words, string Device, string Metric, string Value, DateTimeOffset Time)
{
    /// <summary>The time as devices write it: RFC 3339, UTC.</summary>
    public string TimeText => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
