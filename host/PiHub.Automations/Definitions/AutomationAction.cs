using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Automations.Definitions;

/// <summary>What an automation does. Which properties count depends on <see cref="Type"/>.</summary>
public sealed record AutomationAction
{
    /// <summary><c>publish</c>, <c>command</c>, <c>notify</c> or <c>job</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Whether the next action follows when this one fails.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Where <c>publish</c> publishes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Topic { get; init; }

    /// <summary>What <c>publish</c> publishes; may have <c>{value}</c>, <c>{device}</c>, <c>{metric}</c> and <c>{time}</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Payload { get; init; }

    /// <summary>Whether the broker keeps it for later subscribers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Retain { get; init; }

    /// <summary>The device that <c>command</c> commands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Device { get; init; }

    /// <summary>The command's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Command { get; init; }

    /// <summary>The command's arguments, a JSON object; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Arguments { get; init; }

    /// <summary>How much the notification matters: <c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Severity { get; init; }

    /// <summary>The notification's line, with the same placeholders as <see cref="Payload"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>The notification's text, with the same placeholders; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The plugin whose job is run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Plugin { get; init; }

    /// <summary>The job's id in its plugin.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Job { get; init; }
}
