using System.Globalization;

namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>How much is fuzzed, from the environment; every failure names the seed that repeats it.</summary>
internal static class FuzzSettings
{
    /// <summary>Frames for the codec, over both versions: <c>PIHUB_FUZZ_FRAMES</c>.</summary>
    public static int FrameCount { get; } = Read("PIHUB_FUZZ_FRAMES", 200_000);

    /// <summary>Connections to a live broker: <c>PIHUB_FUZZ_CONNECTIONS</c>.</summary>
    public static int ConnectionCount { get; } = Read("PIHUB_FUZZ_CONNECTIONS", 500);

    /// <summary>What the random numbers start from: <c>PIHUB_FUZZ_SEED</c>.</summary>
    public static int Seed { get; } = Read("PIHUB_FUZZ_SEED", 20_260_101);

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
