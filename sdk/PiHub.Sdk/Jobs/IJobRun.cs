namespace PiHub.Sdk.Jobs;

/// <summary>One run of a job. Implemented by the host.</summary>
/// <remarks>Since 0.2.</remarks>
public interface IJobRun
{
    /// <summary>When it was due, UTC; for a run by hand when it was asked for.</summary>
    DateTimeOffset ScheduledTime { get; }

    /// <summary>Says how far it is; shown live and kept with the run.</summary>
    /// <param name="fraction">0 to 1; what is outside is clamped.</param>
    /// <param name="text">What it does now, in a few words; null leaves the last text.</param>
    void Report(double fraction, string? text = null);
}
