using PiHub.Recorder;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Health;

/// <summary>Says how recording goes: journal, engine, disk, rollups, retention.</summary>
internal static class RecorderHealth
{
    public static IEnumerable<HealthCheck> Of(RecorderStatus status)
    {
        yield return OfRecorder(status);
        if (OfDamages([.. status.Engine?.Damages ?? [], .. status.JournalDamages]) is { } damages)
        {
            yield return damages;
        }

        if (status.Retention?.Space is { } space)
        {
            yield return space.Warning is { } warning
                ? new HealthCheck("disk", HealthStatus.Degraded, warning)
                : new HealthCheck("disk", HealthStatus.Ok, $"{space.FreeBytes / (1_024 * 1_024)} MiB are free.");
        }

        if ((status.Rollups?.Trouble ?? status.Retention?.Trouble) is { } trouble)
        {
            yield return new HealthCheck(
                "recorder_maintenance", HealthStatus.Degraded, $"{trouble} It is tried again; readings are recorded meanwhile. See the log.");
        }
    }

    private static HealthCheck OfRecorder(RecorderStatus status)
    {
        if (status.State == RecorderState.Failing)
        {
            return new HealthCheck(
                "recorder", HealthStatus.Failing, $"{status.Message} Since {UtcTimeConverter.Text(status.Since)}; nothing is acknowledged meanwhile.");
        }

        return status.Engine?.Trouble is { } trouble
            ? new HealthCheck(
                "recorder", HealthStatus.Degraded, $"{trouble} {status.WaitingForEngine} entries wait in the journal, where they are safe.")
            : new HealthCheck("recorder", HealthStatus.Ok, $"{status.ReadingsWritten} readings written, {status.BytesOnDisk / 1024} KiB on disk.");
    }

    private static HealthCheck? OfDamages(IReadOnlyList<Damage> damages) => damages.Count == 0 ? null : new HealthCheck(
        "damages",
        HealthStatus.Degraded,
        $"{damages.Count} damaged parts were found, newest: '{damages[0].File}', lost: {damages[0].Lost}. "
            + "Check the disk or SD card; a backup from before may have what is lost. All of them: pihub doctor, or the system page.");
}
