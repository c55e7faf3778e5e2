using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Capabilities;

/// <summary>A job as a plugin declares it: by cron expression or by interval, one of the two.</summary>
internal sealed record JobDeclaration(string Id, Type Type, string? Cron, TimeSpan? Interval, MisfirePolicy Misfire);
