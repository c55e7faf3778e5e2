namespace DemoMeter.Link;

/// <summary>The meter's register map: 32-bit words, big-endian on the wire.</summary>
internal static class Register
{
    /// <summary>Reads <see cref="IdentityValue"/>.</summary>
    public const ushort Identity = 0x0000;

    /// <summary>Major version in the upper 16 bits, minor in the lower.</summary>
    public const ushort Firmware = 0x0001;

    /// <summary>Mains frequency, unsigned, mHz.</summary>
    public const ushort Frequency = 0x0010;

    /// <summary>The first phase's block; the others follow, <see cref="PhaseWords"/> apart.</summary>
    public const ushort FirstPhase = 0x0011;

    /// <summary>Writing here starts a simulated dip: phase 0 to 2, residual voltage in 0.01 %, duration in ms.</summary>
    public const ushort Dip = 0x0080;

    /// <summary>"DM01" in ASCII.</summary>
    public const uint IdentityValue = 0x444D3031;

    /// <summary>Registers of a phase's block.</summary>
    public const int PhaseWords = 9;

    /// <summary>Phases.</summary>
    public const int Phases = 3;

    /// <summary>Registers of a whole measurement: the frequency and the phases.</summary>
    public const int MeasurementWords = 1 + (Phases * PhaseWords);

    // Offsets in a phase's block.

    /// <summary>Unsigned, mV.</summary>
    public const int VoltageOffset = 0;

    /// <summary>Unsigned, mA.</summary>
    public const int CurrentOffset = 1;

    /// <summary>Active power, signed, mW.</summary>
    public const int ActivePowerOffset = 2;

    /// <summary>Reactive power, signed, mvar.</summary>
    public const int ReactivePowerOffset = 3;

    /// <summary>Apparent power, unsigned, mVA.</summary>
    public const int ApparentPowerOffset = 4;

    /// <summary>Power factor, signed, 0.0001.</summary>
    public const int PowerFactorOffset = 5;

    /// <summary>Unsigned, 0.01 %.</summary>
    public const int VoltageThdOffset = 6;

    /// <summary>Unsigned, 0.01 %.</summary>
    public const int CurrentThdOffset = 7;

    /// <summary>Unsigned, 0.1 Wh, from the meter's start.</summary>
    public const int EnergyOffset = 8;
}
