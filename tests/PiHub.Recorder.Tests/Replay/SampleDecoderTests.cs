using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Replay;

public sealed class SampleDecoderTests
{
    private static readonly Gen<MetricValue> Values = Gen.OneOf(
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => MetricValue.FromNumber(number.Get)),
        Gen.Elements(0.0, -0.0, double.Epsilon, double.MinValue, double.MaxValue, 0.1).Select(MetricValue.FromNumber),
        ArbMap.Default.GeneratorFor<bool>().Select(MetricValue.FromBoolean),
        Gen.Elements("", "on", "äöü €", "𝄞 \0 behind a null", new string('é', 255)).Select(MetricValue.FromText));

    private static readonly Gen<DateTimeOffset> Times =
        from day in Gen.Choose(1, 3_650_000)
        from ticks in Gen.Choose(0, int.MaxValue)
        from minutes in Gen.Choose(-14 * 60, 14 * 60)
        select new DateTimeOffset((day * TimeSpan.TicksPerDay) + ticks, TimeSpan.FromMinutes(minutes));

    private static readonly Gen<Sample> Samples =
        from device in Gen.Elements("meter", "barn-2", "x")
        from time in Times
        from names in Gen.SubListOf("power_watt", "l1.voltage_rms", "ü", "a", "b", new string('n', 200))
        from values in Values.ListOf(names.Count)
        select new Sample { Device = device, Time = time, Metrics = names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second) };

    [Fact]
    public void Read_WhatWasPacked_GivesEveryValueWithKindAndBits() => Prop.ForAll(Samples.ListOf().ToArbitrary(), samples =>
    {
        var encoder = new SampleEncoder();
        foreach (Sample sample in samples)
        {
            encoder.Add(sample);
        }

        List<Sample> unpacked = SampleDecoder.Read(encoder.Bytes, encoder.Count);
        return unpacked.Select(Describe).SequenceEqual(samples.Select(Describe));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_DamagedBytes_IsRefusedOrGivesSamples() => Prop.ForAll(
        Samples.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (samples, seed) =>
        {
            var encoder = new SampleEncoder();
            foreach (Sample sample in samples)
            {
                encoder.Add(sample);
            }

            byte[] bytes = encoder.Bytes.ToArray();
            var random = new System.Random(seed);
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                Assert.Equal(samples.Count, SampleDecoder.Read(bytes, samples.Count).Count);
            }
            catch (InvalidDataException)
            {
                // What it is for.
            }

            Assert.Throws<InvalidDataException>(() => SampleDecoder.Read(encoder.Bytes[..^1], samples.Count));
        }).QuickCheckThrowOnFailure();

    private static string Describe(Sample sample) => string.Join(';', sample.Metrics
        .Select(metric => $"{metric.Key}={metric.Value.Kind}:{metric.Value.Text}:{BitConverter.DoubleToInt64Bits(metric.Value.Number ?? 0)}")
        .Prepend($"{sample.Device} {sample.Time.Ticks} {sample.Time.Offset}"));
}
