using DemoMeter.Link;
using DemoMeter.Simulation;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Hal.Tests;

namespace DemoMeter.Tests.Simulation;

public sealed class DemoMeterModelTests
{
    [Fact]
    public void Registers_AnyHouseholdAndTime_ObeyPhysics() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(0, 31_536_000).ToArbitrary(), (seed, second) =>
        {
            var time = new ManualTimeProvider();
            time.Advance(TimeSpan.FromSeconds(second));
            var meter = new DemoMeterModel(time, seed);
            uint[] words = Read(meter, Register.Frequency, Register.MeasurementWords);
            return words[0] is >= 49_950 and <= 50_050
                && Enumerable.Range(0, 3).All(phase => ObeysPhysics(words.AsSpan(1 + (phase * Register.PhaseWords), Register.PhaseWords)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Energy_OverAnHour_IsTheIntegralOfPower()
    {
        var time = new ManualTimeProvider();
        var meter = new DemoMeterModel(time, 1);
        double wattSeconds = 0;
        for (int second = 0; second < 3600; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            wattSeconds += Read(meter, Register.FirstPhase + Register.ActivePowerOffset, 1)[0] / 1e3;
        }

        double wattHours = Read(meter, Register.FirstPhase + Register.EnergyOffset, 1)[0] / 10.0;
        Assert.InRange(wattHours, 20, 5000);
        Assert.Equal(wattSeconds / 3600, wattHours, 0.06);
    }

    [Fact]
    public async Task Transfer_NotAFrame_LeavesTheLineHigh()
    {
        var model = new DemoMeterModel(new ManualTimeProvider(), 1);
        foreach (byte[] write in new byte[][] { [], [3, 0], [3, 0, 0, 2], [9, 0, 0, 1, 0, 0, 0, 0, 0, 0] })
        {
            byte[] read = new byte[write.Length];
            await model.TransferAsync(write, read, CancellationToken.None);
            Assert.All(read, value => Assert.Equal(0xFF, value));
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await model.TransferAsync(new byte[3], new byte[2], CancellationToken.None));
    }

    [Theory]
    [InlineData(0x0080, new uint[] { 3, 5000, 100 }, false)]
    [InlineData(0x0080, new uint[] { 0, 999, 100 }, false)]
    [InlineData(0x0080, new uint[] { 0, 5000, 60_001 }, false)]
    [InlineData(0x0010, new uint[] { 0, 5000, 100 }, false)]
    [InlineData(0x0080, new uint[] { 0, 5000, 100 }, true)]
    public async Task Write_OutOfRangeOrElsewhereOrBadChecksum_IsRefused(int address, uint[] words, bool spoil)
    {
        byte[] write = new byte[Frame.WriteLength(words.Length)];
        Frame.PutHeader(write, Frame.WriteCommand, (ushort)address, words.Length);
        Frame.PutWords(write, words);
        write[6] ^= (byte)(spoil ? 1 : 0);
        byte[] read = new byte[write.Length];
        await new DemoMeterModel(new ManualTimeProvider(), 1).TransferAsync(write, read, CancellationToken.None);
        Assert.Equal(Frame.Refused, read[^1]);
    }

    private static uint[] Read(DemoMeterModel model, int address, int words)
    {
        byte[] write = new byte[Frame.ReadLength(words)];
        byte[] read = new byte[write.Length];
        Frame.PutHeader(write, Frame.ReadCommand, (ushort)address, words);
        Assert.True(model.TransferAsync(write, read, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        return Frame.GetWords(read, words) ?? throw new InvalidOperationException("The checksum is wrong.");
    }

    private static bool ObeysPhysics(ReadOnlySpan<uint> block)
    {
        double volts = block[Register.VoltageOffset] / 1e3;
        double amperes = block[Register.CurrentOffset] / 1e3;
        double watts = (int)block[Register.ActivePowerOffset] / 1e3;
        double vars = (int)block[Register.ReactivePowerOffset] / 1e3;
        double voltAmperes = block[Register.ApparentPowerOffset] / 1e3;
        double factor = (int)block[Register.PowerFactorOffset] / 1e4;

        // Half a register step of each factor, carried through the product.
        double tolerance = (0.0006 * volts) + (0.0006 * amperes) + 0.002;
        return volts is >= 230 * 0.6 and <= 238
            && watts > 0
            && factor is > 0.5 and <= 1
            && Math.Abs(voltAmperes - (volts * amperes)) < tolerance
            && Math.Abs(watts - (voltAmperes * factor)) < tolerance + (0.00006 * voltAmperes)
            && Math.Abs((voltAmperes * voltAmperes) - (watts * watts) - (vars * vars)) < 0.004 * voltAmperes
            && block[Register.VoltageThdOffset] is >= 100 and <= 400
            && block[Register.CurrentThdOffset] is >= 100 and <= 4000;
    }
}
