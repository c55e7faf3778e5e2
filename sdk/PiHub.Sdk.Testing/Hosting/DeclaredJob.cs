namespace PiHub.Sdk.Testing.Hosting;

/// <summary>A job as the plugin declares it; without an interval it runs by cron expression.</summary>
internal sealed record DeclaredJob(string Id, Type Type, TimeSpan? Interval);
