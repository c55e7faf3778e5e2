using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Tests.Readings;

public sealed class SamplePayloadTests
{
    private const string DotRule = "must have 1 to 128 characters and no dot at its ends";
    private const string CharacterRule = "has a character other than letters, digits, '_', '-' and '.'";
    private static readonly DateTimeOffset Received = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryRead_WhatWriteWrote_IsTheSame()
    {
        Gen<string> level = Gen.Elements([.. "abcXYZ019_-"]).ArrayOf().Where(c => c.Length is > 0 and < 20).Select(c => new string(c));
        Gen<string> name = level.NonEmptyListOf().Select(levels => string.Join('.', levels)).Where(n => n.Length <= 128 && n != "time");
        Gen<MetricValue> value = Gen.OneOf(
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => (MetricValue)number.Get),
            ArbMap.Default.GeneratorFor<bool>().Select(boolean => (MetricValue)boolean),
            ArbMap.Default.GeneratorFor<UnicodeString>().Where(text => IsText(text.Get)).Select(text => (MetricValue)text.Get));
        Gen<KeyValuePair<string, MetricValue>[]> metrics = name.SelectMany(n => value.Select(v => KeyValuePair.Create(n, v)))
            .ArrayOf().Where(pairs => pairs.Length > 0 && pairs.DistinctBy(pair => pair.Key).Count() == pairs.Length);
        Gen<DateTimeOffset> time = Gen.Choose(0, int.MaxValue).Two()
            .Select(parts => DateTimeOffset.FromUnixTimeMilliseconds((parts.Item1 * 100_000L) + parts.Item2));

        Prop.ForAll(
            metrics.Zip(time).ToArbitrary(),
            sample =>
            {
                var written = new Dictionary<string, MetricValue>(sample.Item1);
                byte[] payload = SamplePayload.Write(sample.Item2, written);
                Sample? read = Read(payload, out string? error);
                Assert.True(read is not null, error);
                Assert.Equal(sample.Item2, read.Time);
                Assert.Equal(written, read.Metrics);
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"power_watt":42.5}""", "power_watt=42.5")]
    [InlineData("""{"on":true,"mode":"eco","off":false}""", "on=true mode=eco off=false")]
    [InlineData("""{"l1":{"voltage_rms":230.1,"p":{"a":1}},"l2.voltage_rms":229}""", "l1.voltage_rms=230.1 l1.p.a=1 l2.voltage_rms=229")]
    [InlineData("""{"a":null,"b":{"c":null,"d":1}}""", "b.d=1")]
    [InlineData("""{"a":1,"a":null}""", "a=1")]
    [InlineData("""{"l1":{"time":5}}""", "l1.time=5")]
    [InlineData("""{"a":1,"A":2}""", "a=1 A=2")]
    [InlineData("""{"a":-0.0,"b":1e-400,"c":1E3,"d":123456789012345678901234567890}""", "a=-0 b=0 c=1000 d=1.2345678901234568E+29")]
    [InlineData("""{"a":"\u00e9\ud834\udd1e"}""", "a=é𝄞")]
    [InlineData(""" { "a" : 1 } """, "a=1")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":8}}}}}}}}""", "a.a.a.a.a.a.a.a=8")]
    public void TryRead_GoodPayload_Flattens(string payload, string metrics)
    {
        Sample? sample = Read(Encoding.UTF8.GetBytes(payload), out string? error);
        Assert.True(sample is not null, error);
        Assert.Equal("meter", sample.Device);
        Assert.Equal(Received, sample.Time);
        Assert.Equal(metrics, string.Join(' ', sample.Metrics.Select(metric => $"{metric.Key}={metric.Value}")));
    }

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.000")]
    [InlineData("1767225600123", "2026-01-01T00:00:00.123")]
    [InlineData("253402300799999", "9999-12-31T23:59:59.999")]
    [InlineData("\"2026-01-01T00:00:00Z\"", "2026-01-01T00:00:00.000")]
    [InlineData("\"2026-01-01t00:00:00z\"", "2026-01-01T00:00:00.000")]
    [InlineData("\"2026-01-01 00:00:00Z\"", "2026-01-01T00:00:00.000")]
    [InlineData("\"2026-01-01T00:00:00.5Z\"", "2026-01-01T00:00:00.500")]
    [InlineData("\"2026-01-01T00:00:00.1239Z\"", "2026-01-01T00:00:00.123")]
    [InlineData("\"2026-01-01T00:00:00.123456Z\"", "2026-01-01T00:00:00.123")]
    [InlineData("\"2026-01-01T00:00:00.999999999Z\"", "2026-01-01T00:00:00.999")]
    [InlineData("\"2026-01-01T01:30:00.123456789+01:30\"", "2026-01-01T00:00:00.123")]
    [InlineData("\"2025-12-31T19:00:00-05:00\"", "2026-01-01T00:00:00.000")]
    [InlineData("\"1970-01-01T00:00:00-00:00\"", "1970-01-01T00:00:00.000")]
    public void TryRead_Time_IsTakenToTheMillisecond(string time, string expected)
    {
        Sample? sample = Read(Encoding.UTF8.GetBytes($"{{\"a\":1,\"time\":{time}}}"), out string? error);
        Assert.True(sample is not null, error);
        Assert.Equal(expected, sample.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, sample.Time.Offset);
    }

    [Theory]
    [InlineData("\"2026-01-01T00:00:00\"")]
    [InlineData("\"2026-01-01T00:00:00.123\"")]
    [InlineData("\"2026-01-01\"")]
    [InlineData("\"2026-01-01T00:00:00+0100\"")]
    [InlineData("\"2026-01-01T00:00:00+01\"")]
    [InlineData("\"2026-02-30T00:00:00Z\"")]
    [InlineData("\"2026-01-01T24:00:00Z\"")]
    [InlineData("\"2026-01-01T00:00Z\"")]
    [InlineData("\"20260101T000000Z\"")]
    [InlineData("\" 2026-01-01T00:00:00Z\"")]
    [InlineData("\"2026-01-01T00:00:00ZZ\"")]
    [InlineData("\"2026-01-01T00:00:00Z+01:00\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"1969-12-31T23:59:59.999Z\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("\"Z\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("253402300800000")]
    [InlineData("99999999999999999999")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[0]")]
    [InlineData("{\"a\":1}")]
    public void TryRead_BadTime_IsRefusedByTheRule(string time) =>
        Assert.Equal(SamplePayload.TimeRule, ErrorOf(Encoding.UTF8.GetBytes($"{{\"a\":1,\"time\":{time}}}")));

    [Theory]
    [InlineData("", "the payload is not valid JSON: ")]
    [InlineData("{", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":1}x", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":1}{}", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":NaN}", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":01}", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":1,}", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":1/*c*/}", "the payload is not valid JSON: ")]
    [InlineData("{\"a\":\"\\ud800\"}", "the payload is not valid JSON: ")]
    [InlineData("{\"\\ud800\":1}", "the payload is not valid JSON: ")]
    [InlineData("1", "the payload must be a JSON object of metrics")]
    [InlineData("null", "the payload must be a JSON object of metrics")]
    [InlineData("[{\"a\":1}]", "the payload must be a JSON object of metrics")]
    [InlineData("{}", "the payload has no metrics")]
    [InlineData("{\"time\":0}", "the payload has no metrics")]
    [InlineData("{\"a\":{},\"b\":null}", "the payload has no metrics")]
    [InlineData("{\"a\":1e999}", "the number of 'a' is too large")]
    [InlineData("{\"a\":-1e999}", "the number of 'a' is too large")]
    [InlineData("{\"a\":[1]}", "'a' is a list; a metric is a number, a boolean, a text or an object of metrics")]
    [InlineData("{\"a\":1,\"a\":2}", "'a' is given twice")]
    [InlineData("{\"a.b\":1,\"a\":{\"b\":2}}", "'a.b' is given twice")]
    [InlineData("{\"a\":1,\"time\":1,\"time\":2}", "'time' is given twice")]
    [InlineData("{\"\":1}", "the metric name '' " + DotRule)]
    [InlineData("{\".a\":1}", "the metric name '.a' " + DotRule)]
    [InlineData("{\"a.\":1}", "the metric name 'a.' " + DotRule)]
    [InlineData("{\"a\":{\"\":1}}", "the metric name 'a.' " + DotRule)]
    [InlineData("{\"a b\":1}", "the metric name 'a b' " + CharacterRule)]
    [InlineData("{\"ä\":1}", "the metric name 'ä' " + CharacterRule)]
    [InlineData("{\"a\\u0000\\n\":1}", "the metric name 'a??' " + CharacterRule)]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"b\":9}}}}}}}}}", "'a.a.a.a.a.a.a.a' is an object in more than 8 levels")]
    public void TryRead_BadPayload_SaysWhatIsWrong(string payload, string error) =>
        Assert.StartsWith(error, ErrorOf(Encoding.UTF8.GetBytes(payload)), StringComparison.Ordinal);

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "there are more than 512 metrics")]
    public void TryRead_ManyMetrics_HasALimit(int count, string? error)
    {
        string payload = "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"m{i}\":1")) + "}";
        Sample? sample = Read(Encoding.UTF8.GetBytes(payload), out string? actual);
        Assert.Equal(error, actual);
        Assert.Equal(error is null, sample is not null);
    }

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, "the metric name 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…' must have 1 to 128 characters, not 129")]
    public void TryRead_LongName_HasALimit(int length, string? error)
    {
        Read(Encoding.UTF8.GetBytes($"{{\"{new string('a', length)}\":1}}"), out string? actual);
        Assert.Equal(error, actual);
    }

    [Theory]
    [InlineData(255, null)]
    [InlineData(256, "the text of 'a' is longer than 255 characters")]
    public void TryRead_LongText_HasALimit(int length, string? error)
    {
        Read(Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', length)}\"}}"), out string? actual);
        Assert.Equal(error, actual);
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsRefused()
    {
        Assert.StartsWith("the payload is not valid JSON: ", ErrorOf([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]), StringComparison.Ordinal);
        Assert.StartsWith("the payload is not valid JSON: ", ErrorOf([.. "{\""u8, 0xFF, .. "\":1}"u8]), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes => Read([.. "{\"a\":"u8, .. bytes], out string? error) is null == error is not null)
            .QuickCheckThrowOnFailure();

    private static bool IsText(string? text) =>
        text is { Length: <= MetricValue.MaximumTextLength } && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static Sample? Read(ReadOnlySpan<byte> payload, out string? error)
    {
        bool good = SamplePayload.TryRead(payload, "meter", Received, out Sample? sample, out error);
        Assert.Equal(good, sample is not null);
        return sample;
    }

    private static string ErrorOf(ReadOnlySpan<byte> payload)
    {
        Assert.Null(Read(payload, out string? error));
        return error ?? "";
    }
}
