namespace PiHub.Sdk.Jobs;

/// <summary>Work that is done at set times. Implemented by the plugin, declared with <c>AddJob</c>.</summary>
/// <remarks>Created by the plugin's container at each run and disposed afterwards. A job never overlaps with itself; a run that is due
/// meanwhile is skipped and counted. Since 0.2.</remarks>
public interface IPluginJob
{
    /// <summary>Does the work once. An exception ends the run as failed, with its message as the reason; the next run comes as planned.
    /// </summary>
    /// <param name="run">This run: when it was due, and where to report progress.</param>
    /// <param name="cancellationToken">Cancelled when the plugin stops or somebody cancels the run.</param>
    Task RunAsync(IJobRun run, CancellationToken cancellationToken);
}
