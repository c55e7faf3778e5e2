using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Metering;
using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Jobs;

/// <summary>Runs a plugin's job once: a new object in a scope of its own. What it throws ends here.</summary>
internal static class JobInvoker
{
    private const int MaximumErrorCharacters = 500;

    /// <returns>What became of it, and why it failed: type and message, never a stack.</returns>
    public static async Task<(JobOutcome Outcome, string? Error)> InvokeAsync(
        PluginJobs jobs, JobName name, JobRun run, TimeProvider time, ILogger logger)
    {
        long began = time.GetTimestamp();
        try
        {
            using PluginWork work = jobs.Plugin.Meter.Enter(PluginWorkKind.Job);
            await InScopeAsync(jobs, name, run, logger);
            return run.CancelledBecause is { } reason ? (JobOutcome.Cancelled, reason) : (JobOutcome.Succeeded, null);
        }
        catch (OperationCanceledException) when (run.Cancelled.IsCancellationRequested)
        {
            return (JobOutcome.Cancelled, run.CancelledBecause);
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's job fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.JobFailed(logger, name.Job, name.Plugin, (long)time.GetElapsedTime(began).TotalMilliseconds, exception);
            string text = $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
            return (JobOutcome.Failed, text[..Math.Min(text.Length, MaximumErrorCharacters)]);
        }
    }

    private static async Task InScopeAsync(PluginJobs jobs, JobName name, JobRun run, ILogger logger)
    {
        await using AsyncServiceScope scope = jobs.Services.CreateAsyncScope();
        var job = (IPluginJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, jobs.TypeOf(name.Job));
        try
        {
            await job.RunAsync(run, run.Cancelled);
        }
        finally
        {
            await ReleaseAsync(job, name, logger);
        }
    }

    // The work is done by now: what the disposal throws is told to the log alone.
    private static async Task ReleaseAsync(IPluginJob job, JobName name, ILogger logger)
    {
        try
        {
            if (job is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (job as IDisposable)?.Dispose();
            }
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's disposal fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.JobNotDisposed(logger, name.Job, name.Plugin, exception);
        }
    }
}
