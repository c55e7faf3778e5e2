using System.Globalization;

namespace PiHub.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkArguments
{
    /// <summary>How often each scenario runs on each broker.</summary>
    public int RoundCount { get; init; } = 3;

    /// <summary>Messages of one run, over all publishers.</summary>
    public int MessageCount { get; init; } = 100_000;

    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static BenchmarkArguments? Parse(string[] arguments)
    {
        BenchmarkArguments parsed = new();
        for (int index = 0; index < arguments.Length; index += 2)
        {
            bool isNumber = int.TryParse(arguments.ElementAtOrDefault(index + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[index])
            {
                case "--rounds" when isNumber && number is >= 1 and <= 99:
                    parsed = parsed with { RoundCount = number };
                    break;
                case "--messages" when isNumber && number is >= 1000 and <= 10_000_000:
                    parsed = parsed with { MessageCount = number };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }
}
