using PiHub.Automations.Actions;
using PiHub.PluginHost.Jobs;

namespace PiHub.Api.Automations;

/// <summary>Lets automations start the plugins' jobs.</summary>
internal sealed class JobStarter(JobRegistry jobs) : IJobStarter
{
    public string? Start(string plugin, string job, string by) => jobs.Run(plugin, job, by) switch
    {
        JobStart.Started => null,
        JobStart.Busy => $"the job '{job}' of the plugin '{plugin}' runs already",
        JobStart.Inactive => $"the plugin '{plugin}' does not run, so its jobs cannot",
        _ => $"there is no job '{job}' of a plugin '{plugin}'",
    };
}
