using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Automations.Definitions;

/// <summary>What must hold for an automation to act. Which properties count depends on <see cref="Type"/>.</summary>
public sealed record AutomationCondition
{
    /// <summary><c>metric</c>, <c>time</c>, <c>device</c> or <c>sun</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The device's id, of <c>metric</c> and <c>device</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>The metric's name, of <c>metric</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metric { get; init; }

    /// <summary><c>metric</c>: <c>above</c>, <c>below</c>, <c>equals</c> or <c>not_equals</c>; <c>device</c>: <c>online</c> or
    /// <c>offline</c>; <c>sun</c>: <c>night</c> (between sunset and sunrise) or <c>day</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Is { get; init; }

    /// <summary>What the metric is compared with: a number in its unit, for (in)equality also a boolean or a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Value { get; init; }

    /// <summary>How old the latest value may be, in seconds, 1 to 31,622,400 (366 days); 3,600 when not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MaxAgeS { get; init; }

    /// <summary>From which time of day, <c>HH:mm</c> in the hub's zone; null: from midnight.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? After { get; init; }

    /// <summary>To which time of day, not included; earlier than <see cref="After"/>: that of the next day; null: to midnight.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Before { get; init; }

    /// <summary><c>mon</c> to <c>sun</c>, on which the window begins; null or empty: every day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Weekdays { get; init; }
}
