using PiHub.Recorder.Clock;

namespace PiHub.Recorder.Tests.Clock;

public sealed class SystemClockStateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-root-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void Board_WithoutClockChip_BelievesTheKernel(bool? isUnsynchronised, bool expected)
    {
        Write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");

        Assert.Equal(expected, new SystemClockState(_root, () => isUnsynchronised).MayBeUnset(Now));
    }

    [Fact]
    public void OtherMachine_IsTrusted() => Assert.False(new SystemClockState(_root, () => true).MayBeUnset(Now));

    [Fact]
    public void Board_SynchronisedEarlierSinceBoot_IsTrusted()
    {
        Write("proc/device-tree/model", "Raspberry Pi");
        Write("run/systemd/timesync/synchronized", "");

        Assert.False(new SystemClockState(_root, () => true).MayBeUnset(Now));
    }

    [Theory]
    [InlineData("1", 100, false)]
    [InlineData("1", 1_000_000_000, true)] // a chip without a battery
    [InlineData("0", 100, true)] // a chip that was not asked
    public void Board_WithClockChip_IsTrustedWhenTheClockComesFromIt(string isSource, long behindSeconds, bool expected)
    {
        Write("proc/device-tree/model", "Raspberry Pi 5");
        Write("sys/class/rtc/rtc0/hctosys", isSource + "\n");
        Write("sys/class/rtc/rtc0/since_epoch", $"{Now.ToUnixTimeSeconds() - behindSeconds}\n");

        Assert.Equal(expected, new SystemClockState(_root, () => true).MayBeUnset(Now));
    }

    [Fact]
    public void Board_ChipDoesNotAnswer_BelievesTheKernel()
    {
        Write("proc/device-tree/model", "Raspberry Pi 5");
        Directory.CreateDirectory(Path.Combine(_root, "sys/class/rtc/rtc0/hctosys"));

        Assert.True(new SystemClockState(_root, () => true).MayBeUnset(Now));
    }

    [Fact]
    public void ThisMachine_CanBeAsked()
    {
        // It may be any machine; the call itself must come back without harm, twice the same.
        Assert.Equal(SystemClockState.OfThisMachine.MayBeUnset(Now), SystemClockState.OfThisMachine.MayBeUnset(Now));
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? _root);
        File.WriteAllText(file, text);
    }
}
