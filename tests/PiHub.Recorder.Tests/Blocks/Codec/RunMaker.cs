using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Blocks.Codec;

/// <summary>Makes readings of every sort from a seed: even and uneven times, extreme ones, any bits, decimals, texts, mixtures.</summary>
internal static class RunMaker
{
    private static readonly double[] _edges =
        [0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1e-308, 9_007_199_254_740_993, 0.1, 1e22, -1e-22];

    private static readonly string[] _words = ["", "on", "off", "grün", "日本", "😀 smile", "a\0b", new string('x', 255)];

    /// <summary>Seeds, which FsCheck varies and names when a property fails.</summary>
    public static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue).ToArbitrary();

    public static ReadingRun Run(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(4) switch { 0 => random.Next(1, 5), 1 => random.Next(120, 140), _ => random.Next(1, 1_500) };
        long[] times = Times(random, count);
        double[] numbers = Numbers(random, times.Length);
        if (random.Next(3) == 0)
        {
            return new ReadingRun(times, numbers, null, null);
        }

        var flags = new ReadingFlags[times.Length];
        var texts = new string?[times.Length];
        int change = random.Next(1, 50);
        for (int index = 0; index < flags.Length; index++)
        {
            flags[index] = index > 0 && random.Next(change) > 0
                ? flags[index - 1]
                : ReadingFlags.Of((MetricValueKind)random.Next(3), (ReadingQuality)random.Next(4));
            if (flags[index].Kind == MetricValueKind.Text)
            {
                (numbers[index], texts[index]) = (0, Word(random));
            }
            else if (flags[index].Kind == MetricValueKind.Boolean)
            {
                numbers[index] = random.Next(2);
            }
        }

        return new ReadingRun(times, numbers, flags, random.Next(4) == 0 ? null : texts);
    }

    public static RollupBucket[] Buckets(int seed)
    {
        var random = new Random(seed);
        long[] starts = Times(random, random.Next(1, 400));
        double[][] columns = [.. Enumerable.Range(0, 6).Select(_ => Numbers(random, starts.Length))];
        bool isReal = random.Next(2) == 0;
        var buckets = new RollupBucket[starts.Length];
        for (int index = 0; index < buckets.Length; index++)
        {
            buckets[index] = new RollupBucket(
                starts[index], 1 + random.NextInt64(isReal ? 3_600 : long.MaxValue - 1), columns[0][index], columns[1][index], columns[2][index],
                columns[3][index], columns[4][index], random.Next(9) == 0 ? double.PositiveInfinity : columns[5][index]);
            for (int more = 0; isReal && more < 60; more++)
            {
                buckets[index] = (more == 0 ? RollupBucket.Of(starts[index], columns[0][index]) : buckets[index])
                    .With(columns[more % 6][(index + more) % buckets.Length], isCounter: index % 2 == 0);
            }
        }

        return buckets;
    }

    public static List<DeviceEvent> Events(int seed)
    {
        var random = new Random(seed);
        var events = new List<DeviceEvent>();
        for (int index = random.Next(1, 200); index > 0; index--)
        {
            events.Add(new DeviceEvent
            {
                Device = "meter",
                Time = DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(253_402_300_799_999)),
                Type = random.Next(2) == 0 ? "voltage_dip" : $"type_{random.Next(9)}",
                Payload = $$"""{"type":"x","residual":{{random.Next(230)}},"note":"{{Word(random)}}"}""",
            });
        }

        return events;
    }

    private static string Word(Random random) =>
        random.Next(5) == 0 ? $"text {random.Next()} ß" : _words[random.Next(_words.Length)];

    private static long[] Times(Random random, int count)
    {
        var times = new SortedSet<long>();
        long first = random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : 1_700_000_000_000 + random.Next();
        int kind = random.Next(5);
        for (int index = 0; index < count; index++)
        {
            times.Add(kind switch
            {
                0 => unchecked(first + (index * 1_000L)),
                1 => unchecked(first + (index * 1_000L) + random.Next(-40, 40)),
                2 => unchecked(first + (index * 1_000L) + (index > count / 2 ? 7_777_777 : 0)),
                3 => random.NextInt64(long.MinValue, long.MaxValue),
                _ => random.Next(40) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => unchecked(first + random.Next()) },
            });
        }

        return [.. times];
    }

    private static double[] Numbers(Random random, int count)
    {
        var numbers = new double[count];
        int kind = random.Next(11);
        int places = random.Next(0, 7);
        double walk = random.Next(-300, 300);
        for (int index = 0; index < count; index++)
        {
            walk += Math.Round((random.NextDouble() - 0.5) * 3, places);
            numbers[index] = kind switch
            {
                0 => 230.1,
                1 => Math.Round(walk, places),
                2 => random.Next(30) == 0 ? _edges[random.Next(_edges.Length)] : Math.Round(walk, places),
                3 => walk * Math.PI,
                4 => (float)(walk * Math.PI),
                5 => random.Next(2),
                6 => index / 10 * 0.1,
                7 => _edges[random.Next(_edges.Length)],
                8 => random.Next(-20, 20) * Math.PI,
                9 => Math.Round(walk) * 0.000_123_456_789,
                _ => Finite(random),
            };
        }

        return numbers;
    }

    private static double Finite(Random random)
    {
        double number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(number) ? number : 1;
    }
}
