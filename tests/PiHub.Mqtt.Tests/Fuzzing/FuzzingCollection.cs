namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>Fuzzing looks at the process's memory, hence runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class FuzzingCollection
{
    public const string Name = "Fuzzing";
}
