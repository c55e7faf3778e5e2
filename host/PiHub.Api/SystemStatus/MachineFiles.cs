using System.Globalization;

namespace PiHub.Api.SystemStatus;

/// <summary>The kernel's files about machine and process; what is not there or not readable is null.</summary>
/// <param name="root">The folder that <c>proc</c> and <c>sys</c> are in.</param>
internal sealed class MachineFiles(string root)
{
    /// <summary>Bytes that this process caused to be written to disks.</summary>
    public long? ProcessWriteBytes() => Number(Field("proc/self/io", "write_bytes"));

    /// <summary>Memory of the machine, bytes.</summary>
    public long? MemoryTotalBytes() => KibibytesOf("MemTotal");

    /// <summary>Memory that programs may still take, bytes.</summary>
    public long? MemoryAvailableBytes() => KibibytesOf("MemAvailable");

    /// <summary>Temperature of the processor, °C.</summary>
    public double? TemperatureCelsius() =>
        Number(Text("sys/class/thermal/thermal_zone0/temp")) is { } thousandths ? Math.Round(thousandths / 1000.0, 1) : null;

    /// <summary>Seconds since the machine started.</summary>
    public long? UptimeSeconds() =>
        double.TryParse(Text("proc/uptime")?.Split(' ')[0], CultureInfo.InvariantCulture, out double seconds) ? (long)seconds : null;

    /// <summary>The board; only boards with a device tree name themselves.</summary>
    public string? Model() => Text("proc/device-tree/model")?.TrimEnd('\0') is { Length: > 0 } model ? model : null;

    /// <summary>The name of the operating system.</summary>
    public string? OperatingSystem() => Lines("etc/os-release")
        .FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?["PRETTY_NAME=".Length..].Trim('"');

    /// <summary>The version of the kernel.</summary>
    public string? Kernel() => Text("proc/sys/kernel/osrelease");

    /// <summary>What the firmware of a Raspberry Pi says about its power and heat; other machines have none.</summary>
    public ThrottledResponse? Throttled()
    {
        string? text = Text("sys/devices/platform/soc/soc:firmware/get_throttled");
        ReadOnlySpan<char> digits = text.AsSpan(text?.StartsWith("0x", StringComparison.OrdinalIgnoreCase) == true ? 2 : 0);
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint bits) ? ThrottledResponse.Of(bits) : null;
    }

    /// <summary>The processors' time since the machine started, in the kernel's ticks: when they worked, and all of it.</summary>
    public (long Busy, long Total)? CpuTicks()
    {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; the guests' time is in user and nice already.
        string[] words = Lines("proc/stat").FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        long?[] ticks = [.. words.Skip(1).Take(8).Select(Number)];
        if (words is not ["cpu", ..] || ticks.Length < 5 || ticks.Contains(null))
        {
            return null;
        }

        long total = ticks.Sum() ?? 0;
        return (total - (ticks[3] ?? 0) - (ticks[4] ?? 0), total);
    }

    private long? KibibytesOf(string name) =>
        Number(Field("proc/meminfo", name)?.Replace(" kB", "", StringComparison.Ordinal)) is { } kibibytes ? kibibytes * 1024 : null;

    private string? Field(string file, string name) => Lines(file)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..];

    private string[] Lines(string file) => Text(file)?.Split('\n') ?? [];

    private string? Text(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, file)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
