using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Automations.Definitions;

/// <summary>What sets an automation off. Which properties count depends on <see cref="Type"/>.</summary>
public sealed record AutomationTrigger
{
    /// <summary><c>metric</c>, <c>event</c>, <c>device</c>, <c>time</c> or <c>sun</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The device's id, of <c>metric</c>, <c>event</c> and <c>device</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>The metric's name, of <c>metric</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metric { get; init; }

    /// <summary><c>metric</c>: <c>above</c>, <c>below</c>, <c>equals</c> (becomes it) or <c>changes</c> (to whatever);
    /// <c>device</c>: <c>offline</c> or <c>online</c>; <c>sun</c>: <c>sunrise</c> or <c>sunset</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Is { get; init; }

    /// <summary>The limit, a number in the metric's unit; for <c>equals</c> also a boolean or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Value { get; init; }

    /// <summary>How far back behind the limit the number must go before it can cross it again, in the metric's unit; 0 when not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Hysteresis { get; init; }

    /// <summary>How long it must stay so, in seconds, 0 to 86,400; 0 when not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ForS { get; init; }

    /// <summary>The event's type, of <c>event</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Event { get; init; }

    /// <summary>The name of a field of the event that must have the value <see cref="EqualTo"/>; null: any event of the type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>What <see cref="Field"/> must be: a number, a boolean or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("equals")]
    public JsonElement? EqualTo { get; init; }

    /// <summary>When, of <c>time</c>: a cron expression of Quartz in the hub's zone, seconds first, e.g. <c>0 30 6 ? * MON-FRI</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cron { get; init; }

    /// <summary>How much later than sunrise or sunset, in minutes, -720 to 720; negative is earlier; 0 when not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? OffsetMinutes { get; init; }
}
