using System.Globalization;
using PiHub.Host.Composition;
using PiHub.Recorder.Care;
using PiHub.Sqlite;

namespace PiHub.Host.Cli;

/// <summary>Looks at the data folder of a hub that does not run.</summary>
/// <param name="folder">The folder, taken for this process.</param>
internal sealed class StoppedHubDoctor(DataFolder folder)
{
    private const long LittleBytes = 512L * 1_024 * 1_024;

    private readonly RecorderDoctor _recorder = new(folder.ReadingsPath, TimeProvider.System);

    /// <summary>Checks everything; changes nothing.</summary>
    public IReadOnlyList<Finding> Check(CancellationToken cancellationToken) =>
        [OfFolder(), .. OfDatabases(cancellationToken), .. _recorder.Check(cancellationToken)];

    /// <summary>Mends the readings.</summary>
    public Task<IReadOnlyList<string>> RepairAsync(CancellationToken cancellationToken) => _recorder.RepairAsync(cancellationToken);

    // The lock is in the folder, so it can be written; what is in it may be somebody else's.
    private Finding OfFolder()
    {
        string? foreign = Directory.EnumerateFiles(folder.Root, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .FirstOrDefault(path => !IsWritable(path));
        if (foreign is not null)
        {
            return new Finding(
                FindingLevel.Wrong, "folder", $"'{foreign}' cannot be written by user '{Environment.UserName}'. Run this as the hub's user, or change the file's owner.");
        }

        var disk = new DriveInfo(folder.Root);
        long free = disk.AvailableFreeSpace;
        string room = string.Create(
            CultureInfo.InvariantCulture, $"'{folder.Root}' can be written, {free / (1_024 * 1_024)} of {disk.TotalSize / (1_024 * 1_024)} MiB are free");
        return free < Math.Min(LittleBytes, disk.TotalSize / 20)
            ? new Finding(FindingLevel.Wrong, "folder", $"{room}. That is too little: delete something, or take a larger disk; else the oldest readings go.")
            : new Finding(FindingLevel.Ok, "folder", room + ".");
    }

    private static bool IsWritable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true; // the lock that is held, or a socket
        }
    }

    // The recorder's index is looked at with the readings.
    private IEnumerable<Finding> OfDatabases(CancellationToken cancellationToken)
    {
        int fine = 0;
        IEnumerable<string> found = Directory.EnumerateFiles(folder.Root, "*.db", SearchOption.TopDirectoryOnly)
            .Concat(Deep(folder.PluginDataPath)).Concat(Deep(folder.BridgesPath));
        foreach (string path in found.Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DatabaseLook.Trouble(path) is { } trouble)
            {
                yield return new Finding(
                    FindingLevel.Wrong, "databases", $"{trouble} Backups are in '{Path.Combine(folder.Root, "backups")}': pihub restore FILE.");
            }
            else
            {
                fine++;
            }
        }

        yield return new Finding(FindingLevel.Ok, "databases", $"{fine} are whole.");
    }

    private static IEnumerable<string> Deep(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.db", SearchOption.AllDirectories) : [];
}
