using System.Globalization;

namespace PiHub.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkArguments
{
    public const string Usage = "usage: ./build.sh bench [--quick] [--rounds 1..99] [--messages 1000..2000000] [--only NAME,NAME] [--folder DIR]";

    /// <summary>How often each row is measured on each broker.</summary>
    public int RoundCount { get; init; } = 3;

    /// <summary>Messages of one run, over all publishers and to all subscribers.</summary>
    public int MessageCount { get; init; } = 200_000;

    /// <summary>How long a latency is measured each time.</summary>
    public TimeSpan LatencyTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Idle connections at which memory is read, ascending from 0.</summary>
    public IReadOnlyList<int> ConnectionCounts { get; init; } = [0, 1_000, 5_000];

    /// <summary>The rows that are wanted, by the starts of their names; empty means all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where the brokers keep their data and the disk is probed; null means in the artifacts folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether a row is wanted.</summary>
    public bool Wants(string name) => Only.Count == 0 || Only.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static BenchmarkArguments? Parse(string[] arguments)
    {
        BenchmarkArguments parsed = new();
        for (int index = 0; index < arguments.Length; index++)
        {
            string? value = arguments.ElementAtOrDefault(index + 1);
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[index])
            {
                case "--quick":
                    parsed = parsed with { RoundCount = 1, MessageCount = 5_000, LatencyTime = TimeSpan.FromSeconds(2), ConnectionCounts = [0, 200] };
                    continue;
                case "--rounds" when isNumber && number is >= 1 and <= 99:
                    parsed = parsed with { RoundCount = number };
                    break;
                case "--messages" when isNumber && number is >= 1000 and <= 2_000_000:
                    parsed = parsed with { MessageCount = number };
                    break;
                case "--only" when value is not null:
                    parsed = parsed with { Only = value.Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "--folder" when value is not null:
                    parsed = parsed with { Folder = Path.GetFullPath(value) };
                    break;
                default:
                    return null;
            }

            index++;
        }

        return parsed;
    }
}
