namespace PiHub.PluginHost.Jobs;

/// <summary>A job that some version of a plugin declared, as it is kept over restarts.</summary>
internal sealed record JobRow(JobName Name, JobSchedule Schedule, long Skipped);
