using System.Text.Json;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Definitions;

/// <summary>Values of definitions and events as values of metrics.</summary>
internal static class ValueText
{
    /// <summary>The value; null when the JSON is none that a metric can have.</summary>
    public static MetricValue? Read(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out double value) && double.IsFinite(value) => value,
        { ValueKind: JsonValueKind.String } text => ReadText(text),
        _ => null,
    };

    /// <summary>Whether two values are the same; a number also equals the boolean that it is sent as (1 and 0).</summary>
    public static bool AreEqual(MetricValue left, MetricValue right) => left.Kind == right.Kind
        ? left == right
        : left.Number is { } a && right.Number is { } b && a.Equals(b);

    private static MetricValue? ReadText(JsonElement json)
    {
        try
        {
            return json.GetString() is { Length: <= MetricValue.MaximumTextLength } text ? MetricValue.FromText(text) : (MetricValue?)null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return null; // half of a surrogate pair
        }
    }
}
