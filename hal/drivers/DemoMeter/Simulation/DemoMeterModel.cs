using DemoMeter.Link;
using PiHub.Sdk.Hardware;

namespace DemoMeter.Simulation;

/// <summary>A demo meter, register by register: the driver cannot tell it from a chip on the bus.</summary>
public sealed class DemoMeterModel : ISpiPort
{
    private const uint FirmwareVersion = (1 << 16) | 0;
    private const int HouseholdSeed = 4711;

    private readonly Lock _lock = new(); // guards the fields below: one transfer at a time
    private readonly TimeProvider _timeProvider;
    private readonly LoadCurve _load;
    private readonly GridModel _grid;
    private readonly double[] _energyWattHours = new double[Register.Phases];
    private readonly (double ResidualPercent, long UntilTimestamp)[] _dips = new (double, long)[Register.Phases];
    private long _lastTimestamp;

    /// <summary>Creates the household that every demo shows.</summary>
    /// <param name="timeProvider">The clock; its local time zone is the household's.</param>
    public DemoMeterModel(TimeProvider timeProvider)
        : this(timeProvider, HouseholdSeed)
    {
    }

    internal DemoMeterModel(TimeProvider timeProvider, int seed)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _timeProvider = timeProvider;
        _load = new LoadCurve(seed);
        _grid = new GridModel(seed);
        _lastTimestamp = timeProvider.GetTimestamp();
    }

    /// <inheritdoc/>
    public ValueTask TransferAsync(ReadOnlyMemory<byte> write, Memory<byte> read, CancellationToken cancellationToken)
    {
        if (write.Length != read.Length)
        {
            throw new ArgumentException("A full-duplex transfer reads as many bytes as it writes.", nameof(read));
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Answer(write.Span, read.Span);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What is not a frame is answered as by a chip that was not addressed: the line stays high.</summary>
    private void Answer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        read.Fill(0xFF);
        if (write.Length < Frame.HeaderBytes)
        {
            return;
        }

        (byte command, ushort address, int words) = Frame.GetHeader(write);
        if (command == Frame.ReadCommand && write.Length == Frame.ReadLength(words))
        {
            uint[] registers = ReadRegisters();
            uint[] answer = [.. Enumerable.Range(address, words).Select(i => i < registers.Length ? registers[i] : 0)];
            Frame.PutWords(read, answer);
        }
        else if (command == Frame.WriteCommand && write.Length == Frame.WriteLength(words))
        {
            uint[]? values = Frame.GetWords(write, words);
            read[^1] = address == Register.Dip && values is not null && TryStartDip(values) ? Frame.Acknowledged : Frame.Refused;
        }
    }

    private bool TryStartDip(uint[] values)
    {
        if (values is not [< Register.Phases, >= 1000 and <= 9000, >= 10 and <= 60_000])
        {
            return false;
        }

        long until = _timeProvider.GetTimestamp() + (_timeProvider.TimestampFrequency * values[2] / 1000);
        _dips[values[0]] = (values[1] / 100.0, until);
        return true;
    }

    private uint[] ReadRegisters()
    {
        uint[] registers = new uint[Register.Frequency + Register.MeasurementWords];
        registers[Register.Identity] = Register.IdentityValue;
        registers[Register.Firmware] = FirmwareVersion;

        DateTimeOffset time = _timeProvider.GetLocalNow();
        long timestamp = _timeProvider.GetTimestamp();
        double hours = _timeProvider.GetElapsedTime(_lastTimestamp, timestamp).TotalHours;
        _lastTimestamp = timestamp;
        registers[Register.Frequency] = Steps(_grid.FrequencyHertz(time) * 1e3);
        for (int phase = 0; phase < Register.Phases; phase++)
        {
            PhaseState state = Measure(time, timestamp, phase);
            _energyWattHours[phase] += state.ActiveWatts * hours;
            WritePhase(registers.AsSpan(Register.FirstPhase + (phase * Register.PhaseWords)), state, time, phase);
        }

        return registers;
    }

    private PhaseState Measure(DateTimeOffset time, long timestamp, int phase)
    {
        (double watts, double factor) = _load.At(time, phase);
        (double commandedPercent, long untilTimestamp) = _dips[phase];
        double? residualPercent = timestamp < untilTimestamp ? commandedPercent : _grid.DipResidualPercent(time, phase);
        double volts = residualPercent is { } percent
            ? GridModel.NominalVolts * percent / 100
            : _grid.VoltageVolts(time, phase, watts);
        return PhaseState.From(watts, factor, volts);
    }

    private void WritePhase(Span<uint> block, PhaseState state, DateTimeOffset time, int phase)
    {
        block[Register.VoltageOffset] = Steps(state.VoltageVolts * 1e3);
        block[Register.CurrentOffset] = Steps(state.CurrentAmperes * 1e3);
        block[Register.ActivePowerOffset] = Steps(state.ActiveWatts * 1e3);
        block[Register.ReactivePowerOffset] = Steps(state.ReactiveVars * 1e3);
        block[Register.ApparentPowerOffset] = Steps(state.ApparentVoltAmperes * 1e3);
        block[Register.PowerFactorOffset] = Steps(state.PowerFactor * 1e4);
        block[Register.VoltageThdOffset] = Steps(_grid.VoltageThdPercent(time, phase) * 1e2);

        // Power supplies distort the current; with heating on top their share shrinks.
        block[Register.CurrentThdOffset] = Steps((4 + (120 * (1 - state.PowerFactor))) * 1e2);
        block[Register.EnergyOffset] = Steps(_energyWattHours[phase] * 10);
    }

    private static uint Steps(double value) => (uint)Math.Round(value);
}
