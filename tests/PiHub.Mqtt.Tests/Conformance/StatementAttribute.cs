namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>The normative statements that a test checks, by their OASIS numbers, separated by spaces.</summary>
/// <param name="v311">Of MQTT 3.1.1.</param>
/// <param name="v5">Of MQTT 5.0.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class StatementAttribute(string v311 = "", string v5 = "") : Attribute
{
    public IEnumerable<string> V311 { get; } = v311.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<string> V5 { get; } = v5.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
