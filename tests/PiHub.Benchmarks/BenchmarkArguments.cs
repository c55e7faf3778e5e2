using System.Globalization;

namespace PiHub.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkArguments
{
    public const string Usage = "usage: ./build.sh bench [--quick] [--rounds 1..99] [--messages 1000..2000000] [--only NAME,NAME] [--folder DIR]"
        + "\n       ./build.sh bench --only recorder [--days 1..366] [--year-days 0..366] [--csv FILE] [--rest SECONDS] [--stores NAME,NAME]";

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

    /// <summary>Days of the meter model that the recorder's row stores.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Days of one metric that the recorder's row stores besides, for the long chart; 0: none.</summary>
    public int YearDays { get; init; } = 365;

    /// <summary>A recording that the recorder's row stores instead of the meter model; null: none.</summary>
    public string? CsvPath { get; init; }

    /// <summary>How long the recorder's row leaves a store alone after it was filled.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The stores that the recorder's row measures; empty means all.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

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
                    parsed = parsed.Quick();
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
                    if (parsed.WithRecorder(arguments[index], value, number) is not { } more)
                    {
                        return null;
                    }

                    parsed = more;
                    break;
            }

            index++;
        }

        return parsed;
    }

    private BenchmarkArguments Quick() => this with
    {
        RoundCount = 1,
        MessageCount = 5_000,
        LatencyTime = TimeSpan.FromSeconds(2),
        ConnectionCounts = [0, 200],
        Days = 1,
        YearDays = 3,
        Rest = TimeSpan.FromSeconds(2),
    };

    // The recorder's arguments, each with a value; null when it is not understood.
    private BenchmarkArguments? WithRecorder(string name, string? value, int number) => (name, value) switch
    {
        ("--days", _) when number is >= 1 and <= 366 => this with { Days = number },
        ("--year-days", _) when number is >= 1 and <= 366 || value == "0" => this with { YearDays = number },
        ("--rest", _) when number is >= 1 and <= 3_600 || value == "0" => this with { Rest = TimeSpan.FromSeconds(number) },
        ("--csv", not null) => this with { CsvPath = Path.GetFullPath(value) },
        ("--stores", not null) => this with { Stores = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
        _ => null,
    };
}
