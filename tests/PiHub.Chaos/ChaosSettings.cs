using System.Globalization;

namespace PiHub.Chaos;

/// <summary>How much is done, from the environment; what was chosen stands in the test's output.</summary>
internal static class ChaosSettings
{
    /// <summary>How often the hub is killed: <c>PIHUB_CHAOS_ROUNDS</c>.</summary>
    public static int RoundCount { get; } = Read("PIHUB_CHAOS_ROUNDS", 3);

    /// <summary>What the random numbers start from: <c>PIHUB_CHAOS_SEED</c>.</summary>
    public static int Seed { get; } = Read("PIHUB_CHAOS_SEED", 20_261_121);

    /// <summary>How often each plugin is switched off and on, and upgraded: <c>PIHUB_CHAOS_CYCLES</c>.</summary>
    public static int CycleCount { get; } = Read("PIHUB_CHAOS_CYCLES", 5);

    /// <summary>How long the hub is soaked, in minutes: <c>PIHUB_SOAK_MINUTES</c>; 0 for not at all.</summary>
    public static int SoakMinutes { get; } = Read("PIHUB_SOAK_MINUTES", 0);

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
