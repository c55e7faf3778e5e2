namespace PiHub.Automations.Actions;

/// <summary>Starts jobs of plugins. Safe to use from any thread; never waits for the job.</summary>
public interface IJobStarter
{
    /// <summary>Starts a job.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="by">Who wants it, for the job's history.</param>
    /// <returns>Null when it runs; else why it does not.</returns>
    string? Start(string plugin, string job, string by);
}
