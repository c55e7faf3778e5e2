using PiHub.Api.SystemStatus;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class MachineFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-machine-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_OfAPi_AreRead()
    {
        Write("proc/self/io", "rchar: 9\nwchar: 8\nwrite_bytes: 4096\ncancelled_write_bytes: 0\n");
        Write("proc/meminfo", "MemTotal:        3884344 kB\nMemAvailable:    3100000 kB\n");
        Write("proc/uptime", "93784.52 371234.11\n");
        Write("proc/stat", "cpu  100 10 50 800 40 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
        Write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        Write("sys/class/thermal/thermal_zone0/temp", "51237\n");
        Write("etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n");
        var files = new MachineFiles(_root);

        Assert.Equal(4096, files.ProcessWriteBytes());
        Assert.Equal(3_884_344L * 1024, files.MemoryTotalBytes());
        Assert.Equal(3_100_000L * 1024, files.MemoryAvailableBytes());
        Assert.Equal(93_784, files.UptimeSeconds());
        Assert.Equal((160, 1000), files.CpuTicks());
        Assert.Equal("Raspberry Pi 4 Model B Rev 1.4", files.Model());
        Assert.Equal(51.2, files.TemperatureCelsius());
        Assert.Equal("Debian GNU/Linux 13 (trixie)", files.OperatingSystem());
    }

    [Fact]
    public void Files_ThatAreNotThere_AreNull()
    {
        var files = new MachineFiles(_root);

        Assert.Null(files.ProcessWriteBytes());
        Assert.Null(files.MemoryTotalBytes());
        Assert.Null(files.UptimeSeconds());
        Assert.Null(files.CpuTicks());
        Assert.Null(files.Model());
        Assert.Null(files.TemperatureCelsius());
        Assert.Null(files.OperatingSystem());
    }

    [Theory]
    [InlineData("50005\n", true, false, true, true, false, true)]
    [InlineData("0x80008\n", false, false, false, false, false, false)]
    [InlineData("0\n", false, false, false, false, false, false)]
    [InlineData("20002\n", false, true, false, false, true, false)]
    public void Throttled_IsReadBitByBit(string text, bool voltage, bool capped, bool throttled, bool voltageBefore, bool cappedBefore, bool throttledBefore)
    {
        Write("sys/devices/platform/soc/soc:firmware/get_throttled", text);
        ThrottledResponse? read = new MachineFiles(_root).Throttled();
        Assert.Equal(
            (voltage, capped, throttled, voltageBefore, cappedBefore, throttledBefore),
            (read?.UnderVoltage, read?.FrequencyCapped, read?.Throttled, read?.UnderVoltageSinceBoot, read?.FrequencyCappedSinceBoot, read?.ThrottledSinceBoot));
        Assert.Equal(text.StartsWith("0x8", StringComparison.Ordinal), read?.SoftTemperatureLimit);
    }

    [Fact]
    public void Throttled_OnAnotherMachine_IsNull() => Assert.Null(new MachineFiles(_root).Throttled());

    [Fact]
    public void Files_ThatSayNonsense_AreNull()
    {
        Write("proc/self/io", "write_bytes: many\n");
        Write("proc/stat", "cpu  100 x 50 800 40 0 0 0 0 0\n");
        Write("proc/uptime", "");
        var files = new MachineFiles(_root);

        Assert.Null(files.ProcessWriteBytes());
        Assert.Null(files.CpuTicks());
        Assert.Null(files.UptimeSeconds());
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _root);
        File.WriteAllText(path, text);
    }
}
