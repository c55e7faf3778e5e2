using DemoMeter.Link;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace DemoMeter;

/// <summary>The meter's metrics: what they are called, and how they come from registers.</summary>
internal static class Metrics
{
    private static readonly Quantity[] Quantities =
    [
        new("power_watt", "power", "W", "power", Register.ActivePowerOffset, 1e3, IsSigned: true),
        new("power_var", "reactive power", "var", "reactive_power", Register.ReactivePowerOffset, 1e3, IsSigned: true),
        new("power_va", "apparent power", "VA", "apparent_power", Register.ApparentPowerOffset, 1e3),
        new("power_factor", "power factor", null, "power_factor", Register.PowerFactorOffset, 1e4, IsSigned: true),
        new("voltage_rms", "voltage", "V", "voltage", Register.VoltageOffset, 1e3),
        new("current_rms", "current", "A", "current", Register.CurrentOffset, 1e3),
        new("voltage_thd", "voltage THD", "%", null, Register.VoltageThdOffset, 1e2),
        new("current_thd", "current THD", "%", null, Register.CurrentThdOffset, 1e2),
        new("energy_kwh", "energy", "kWh", "energy", Register.EnergyOffset, 1e4, Kind: MetricKind.TotalIncreasing),
    ];

    /// <summary>All metrics, the totals first.</summary>
    public static IReadOnlyList<MetricDescriptor> Describe() =>
    [
        new() { Name = "power_watt", Label = "Power", Unit = "W", DeviceClass = "power" },
        new() { Name = "voltage_freq", Label = "Frequency", Unit = "Hz", DeviceClass = "frequency" },
        .. Enumerable.Range(1, Register.Phases).SelectMany(phase => Quantities.Select(quantity => new MetricDescriptor
        {
            Name = $"l{phase}.{quantity.Name}",
            Label = $"L{phase} {quantity.Label}",
            Unit = quantity.Unit,
            Kind = quantity.Kind,
            DeviceClass = quantity.DeviceClass,
        })),
    ];

    /// <summary>Converts a measurement.</summary>
    /// <param name="words">The registers from <see cref="Register.Frequency"/> on, <see cref="Register.MeasurementWords"/> of them.</param>
    public static Dictionary<string, MetricValue> Convert(ReadOnlySpan<uint> words)
    {
        var metrics = new Dictionary<string, MetricValue>(2 + (Register.Phases * Quantities.Length)) { ["voltage_freq"] = words[0] / 1e3 };
        long totalMilliwatts = 0;
        for (int phase = 0; phase < Register.Phases; phase++)
        {
            ReadOnlySpan<uint> block = words.Slice(1 + (phase * Register.PhaseWords), Register.PhaseWords);
            totalMilliwatts += (int)block[Register.ActivePowerOffset];
            foreach (Quantity quantity in Quantities)
            {
                metrics[$"l{phase + 1}.{quantity.Name}"] = quantity.Convert(block);
            }
        }

        metrics["power_watt"] = totalMilliwatts / 1e3;
        return metrics;
    }

    /// <summary>A quantity of a phase; <paramref name="StepsPerUnit"/> is how many register steps make one <paramref name="Unit"/>.</summary>
    private sealed record Quantity(
        string Name,
        string Label,
        string? Unit,
        string? DeviceClass,
        int Offset,
        double StepsPerUnit,
        bool IsSigned = false,
        MetricKind Kind = MetricKind.Measurement)
    {
        public double Convert(ReadOnlySpan<uint> block) => (IsSigned ? (int)block[Offset] : block[Offset]) / StepsPerUnit;
    }
}
