using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Devices;

public sealed class DescriptorPayloadTests
{
    [Fact]
    public void Write_Full_IsSnakeCase()
    {
        byte[] payload = DescriptorPayload.Write(new DeviceDescriptor
        {
            Name = "Meter",
            SoftwareVersion = "1.2",
            Metrics = [new() { Name = "l1.energy_kwh", Unit = "kWh", Kind = MetricKind.TotalIncreasing, DeviceClass = "energy" }],
            Commands = [new() { Name = "reset", Arguments = JsonElement.Parse("""{"type":"object"}""") }],
        });
        Assert.Equal(
            """{"name":"Meter","software_version":"1.2","metrics":[{"name":"l1.energy_kwh","unit":"kWh","kind":"total_increasing","device_class":"energy"}],"commands":[{"name":"reset","arguments":{"type":"object"}}]}""",
            Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void TryRead_OnlyAName_HasNoMetricsAndCommands()
    {
        Assert.True(Read("""{"name":"Meter","future":1}""", out DeviceDescriptor? descriptor, out _));
        Assert.Equal("Meter", descriptor!.Name); // read
        Assert.Empty(descriptor.Metrics);
        Assert.Empty(descriptor.Commands);
    }

    [Fact]
    public void TryRead_WhatWriteWrote_IsTheSame()
    {
        var kinds = Gen.Elements(MetricKind.Measurement, MetricKind.Total, MetricKind.TotalIncreasing);
        var texts = Gen.Elements(null, "", "W", "°C", "\"quoted\"");
        var metrics = from kind in kinds from unit in texts from label in texts select (kind, unit, label);
        Prop.ForAll(metrics.ListOf().ToArbitrary(), list =>
        {
            var written = new DeviceDescriptor
            {
                Name = "x",
                Metrics = [.. list.Take(DescriptorPayload.MaximumMetrics)
                    .Select((m, i) => new MetricDescriptor { Name = $"m{i}", Kind = m.kind, Unit = m.unit, Label = m.label })],
            };
            return DescriptorPayload.TryRead(DescriptorPayload.Write(written), out DeviceDescriptor? read, out _)
                && read.Metrics.SequenceEqual(written.Metrics);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "JSON object")]
    [InlineData("[]", "not valid JSON")]
    [InlineData("{}", "not valid JSON")]
    [InlineData("""{"name":null}""", "not valid JSON")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":"x","metrics":null}""", "")]
    [InlineData("""{"name":"x","metrics":[null]}""", "metric is null")]
    [InlineData("""{"name":"x","metrics":[{"name":"a b"}]}""", "'a b'")]
    [InlineData("""{"name":"x","metrics":[{"name":"a"},{"name":"a"}]}""", "twice")]
    [InlineData("""{"name":"x","metrics":[{"name":"a","kind":"sum"}]}""", "kind")]
    [InlineData("""{"name":"x","metrics":[{"name":"a","kind":1}]}""", "kind")]
    [InlineData("""{"name":"x","commands":[null]}""", "command name")]
    [InlineData("""{"name":"x","commands":[{"name":"a/b"}]}""", "'a/b'")]
    [InlineData("""{"name":"x","commands":[{"name":"a"},{"name":"a"}]}""", "twice")]
    [InlineData("""{"name":"x","commands":[{"name":"a","arguments":7}]}""", "JSON object")]
    public void TryRead_BreaksARule_SaysWhich(string payload, string hint)
    {
        Assert.False(Read(payload, out _, out string? error));
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_AtAndAboveTheLimits_IsTakenAndRefused()
    {
        Assert.True(Read(With(100, 512), out _, out _));
        Assert.False(Read(With(101, 1), out _, out _));
        Assert.False(Read(With(1, 513), out _, out _));
        Assert.Throws<ArgumentException>(() => DescriptorPayload.Write(new DeviceDescriptor { Name = "" }));

        static string With(int nameLength, int metrics) =>
            $$"""{"name":"{{new string('n', nameLength)}}","metrics":[{{string.Join(',', Enumerable.Range(0, metrics).Select(i => $$"""{"name":"m{{i}}"}"""))}}]}""";
    }

    private static bool Read(string payload, out DeviceDescriptor? descriptor, out string? error) =>
        DescriptorPayload.TryRead(Encoding.UTF8.GetBytes(payload), out descriptor, out error);
}
