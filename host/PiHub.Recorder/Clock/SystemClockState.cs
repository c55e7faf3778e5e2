using System.Globalization;
using System.Runtime.InteropServices;

namespace PiHub.Recorder.Clock;

/// <summary>What Linux knows of its clock: a board without a clock of its own starts with the time of its last stop, or with 1970, until
/// the network has set it.</summary>
/// <remarks>Whatever cannot be read counts as set: a container, a virtual machine and a PC get the right time from elsewhere.</remarks>
/// <param name="root">The file system's root; tests have one of their own.</param>
/// <param name="isUnsynchronised">What adjtimex(2) says; null when it cannot be asked.</param>
internal sealed partial class SystemClockState(string root, Func<bool?> isUnsynchronised) : IClockState
{
    // linux/timex.h
    private const int StatusUnsynchronised = 0x40;

    // A clock chip may run in local time; one that was without power counts from a date years ago.
    private static readonly TimeSpan ChipTolerance = TimeSpan.FromDays(1);

    public static SystemClockState OfThisMachine { get; } = new("/", IsUnsynchronised);

    public bool MayBeUnset(DateTimeOffset now) =>
        File.Exists(At("proc/device-tree/model")) // a board; all else has a clock of its own
        && !File.Exists(At("run/systemd/timesync/synchronized")) // since boot, also when the kernel's flag has fallen back since
        && isUnsynchronised() == true
        && !IsSetByChip(now);

    private bool IsSetByChip(DateTimeOffset now)
    {
        string chips = At("sys/class/rtc");
        if (!Directory.Exists(chips))
        {
            return false;
        }

        foreach (string chip in Directory.EnumerateFileSystemEntries(chips))
        {
            if (ReadNumber(Path.Combine(chip, "hctosys")) == 1
                && ReadNumber(Path.Combine(chip, "since_epoch")) is { } seconds
                && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() < ChipTolerance)
            {
                return true;
            }
        }

        return false;
    }

    private string At(string path) => Path.Combine(root, path);

    private static long? ReadNumber(string file)
    {
        try
        {
            return uint.TryParse(File.ReadAllText(file).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                ? number
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // a chip that does not answer
        }
    }

    private static unsafe bool? IsUnsynchronised()
    {
        var timex = default(Timex);
        return AdjustTime(&timex) >= 0 ? (timex.Status & StatusUnsynchronised) != 0 : null; // refused: a container
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static unsafe partial int AdjustTime(Timex* timex);

    // struct timex of linux/timex.h up to its status; modes 0 only reads. The kernel fills the rest, which is shorter than the room here.
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Timex
    {
        public int Modes;
        public nint Offset;
        public nint Frequency;
        public nint MaximumError;
        public nint EstimatedError;
        public int Status;
        public fixed byte Rest[256];
    }
}
