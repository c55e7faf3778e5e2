namespace PiHub.PluginHost.Tests.Hazards;

/// <summary>Tests of what the whole process shares: heap, processors, unhandled exceptions. They run one after the other, alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
