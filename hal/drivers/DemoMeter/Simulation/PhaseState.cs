namespace DemoMeter.Simulation;

/// <summary>A phase at one moment; power, current and voltage fit together.</summary>
/// <param name="VoltageVolts">Voltage, RMS.</param>
/// <param name="CurrentAmperes">Current, RMS.</param>
/// <param name="ActiveWatts">Active power P.</param>
/// <param name="ReactiveVars">Reactive power Q, with S² = P² + Q².</param>
/// <param name="ApparentVoltAmperes">Apparent power S.</param>
/// <param name="PowerFactor">P / S.</param>
internal readonly record struct PhaseState(
    double VoltageVolts,
    double CurrentAmperes,
    double ActiveWatts,
    double ReactiveVars,
    double ApparentVoltAmperes,
    double PowerFactor)
{
    /// <summary>A load of constant impedance at a voltage.</summary>
    /// <param name="nominalWatts">What it draws at nominal voltage.</param>
    /// <param name="powerFactor">Its power factor, above 0 to 1.</param>
    /// <param name="voltageVolts">The voltage.</param>
    public static PhaseState From(double nominalWatts, double powerFactor, double voltageVolts)
    {
        double ratio = voltageVolts / GridModel.NominalVolts;
        double active = nominalWatts * ratio * ratio;
        double apparent = active / powerFactor;
        double reactive = Math.Sqrt((apparent * apparent) - (active * active));
        return new(voltageVolts, apparent / voltageVolts, active, reactive, apparent, powerFactor);
    }
}
