using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.LineProtocol;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class LineEncoderTests
{
    private static readonly Gen<string> Text = Gen.Elements("a", "Z", "0", " ", ",", "=", "\"", "\\", "\n", "\r", "\t", "#", "é", "日", "😀", ".", "-", "'")
        .ListOf().Select(parts => string.Concat(parts.Take(40)));

    // What the options and the recorder let through.
    private static readonly Gen<string> Name = Text
        .Select(text => "n" + string.Concat(text.Where(c => !char.IsControl(c))).TrimEnd('\\'));

    private static readonly Gen<MetricValue> Value = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(MetricValue.FromNumber),
        Gen.Elements(0.0, -0.0, 1, double.Epsilon, double.MaxValue, -double.MaxValue, 0.1 + 0.2, 1e21, 1e-7).Select(MetricValue.FromNumber),
        ArbMap.Default.GeneratorFor<bool>().Select(MetricValue.FromBoolean),
        Text.Select(MetricValue.FromText));

    [Fact]
    public void Lines_AnyNamesAndValues_ReadBackTheSame()
    {
        var field = from name in Name from value in Value select (name, value);
        var tag = from name in Name from value in Name select (name, value);
        var line =
            from measurement in Name
            from device in Name
            from tags in tag.ListOf().Select(tags => tags.DistinctBy(one => one.name).Where(one => one.name != "device").ToArray())
            from fields in field.NonEmptyListOf().Select(fields => fields.ToArray())
            from time in Gen.Choose(0, int.MaxValue)
            select (measurement, device, tags, fields, time);
        Prop.ForAll(line.ToArbitrary(), one =>
        {
            var encoder = new LineEncoder(one.measurement, one.tags.Select(pair => KeyValuePair.Create(pair.name, pair.value)));
            var output = new ArrayBufferWriter<byte>();
            for (int repeat = 0; repeat < 2; repeat++)
            {
                Write(encoder, output, one.device, one.time + repeat, one.fields);
            }

            IReadOnlyList<ParsedLine> read = ParsedLine.All(output.WrittenSpan);
            (string, string)[] tags = [.. one.tags.Append(("device", one.device)).OrderBy(pair => pair.Item1, StringComparer.Ordinal)];
            Assert.Equal([one.time, one.time + 1L], read.Select(parsed => parsed.Time));
            foreach (ParsedLine parsed in read)
            {
                Assert.Equal(one.measurement, parsed.Measurement);
                Assert.Equal(tags, parsed.Tags);
                Assert.Equal(one.fields, parsed.Fields);
                Assert.Equal(
                    one.fields.Select(pair => BitConverter.DoubleToInt64Bits(pair.value.Number ?? 0)),
                    parsed.Fields.Select(pair => BitConverter.DoubleToInt64Bits(pair.Value.Number ?? 0)));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Line_OfASample_LooksAsDocumented()
    {
        var output = new ArrayBufferWriter<byte>();
        Write(
            new LineEncoder("{device} log", [KeyValuePair.Create("site", "old barn"), KeyValuePair.Create("area", "a=b")]),
            output,
            "meter",
            1_767_225_600_000,
            ("l1.voltage_rms", 230.0), ("on", true), ("state", "say \"hi\"\\"));

        Assert.Equal(
            """meter\ log,area=a\=b,device=meter,site=old\ barn l1.voltage_rms=230,on=true,state="say \"hi\"\\" 1767225600000""" + "\n",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static void Write(
        LineEncoder encoder, ArrayBufferWriter<byte> output, string device, long time, params (string Name, MetricValue Value)[] fields)
    {
        encoder.Begin(output, device);
        for (int i = 0; i < fields.Length; i++)
        {
            LineEncoder.Field(output, i == 0, fields[i].Name, fields[i].Value);
        }

        LineEncoder.End(output, time);
    }
}
