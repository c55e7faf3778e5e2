using System.Text;
using PiHub.Recorder.Ingest;

namespace PiHub.Recorder.Tests.Ingest;

public sealed class EventPayloadTests
{
    private const string TimeRule = "'time' must be RFC 3339 with a zone (2026-01-31T12:00:00.000Z) or whole milliseconds since 1970";
    private static readonly DateTimeOffset Received = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"type":"voltage_dip"}""", "voltage_dip", "2026-03-01T12:00:00Z")]
    [InlineData("""{"time":1000,"type":"a"}""", "a", "1970-01-01T00:00:01Z")]
    [InlineData(""" {"depth":{"type":7,"time":"x"},"l":[1,{"type":2}],"type":"dip_2","time":"2026-01-01T01:00:00.5+01:00"} """, "dip_2", "2026-01-01T00:00:00.5Z")]
    public void TryRead_GoodPayload_KeepsItAsItCame(string payload, string type, string time)
    {
        Assert.True(EventPayload.TryRead(Encoding.UTF8.GetBytes(payload), "meter", Received, out DeviceEvent? read, out string? error), error);
        Assert.Equal(
            new DeviceEvent { Device = "meter", Time = DateTimeOffset.Parse(time), Type = type, Payload = payload },
            read);
    }

    [Theory]
    [InlineData("""{}""", EventPayload.TypeRule)]
    [InlineData("""{"type":null}""", EventPayload.TypeRule)]
    [InlineData("""{"type":""}""", EventPayload.TypeRule)]
    [InlineData("""{"type":7}""", EventPayload.TypeRule)]
    [InlineData("""{"type":"Dip"}""", EventPayload.TypeRule)]
    [InlineData("""{"type":"voltage-dip"}""", EventPayload.TypeRule)]
    [InlineData("""{"type":"a1234567890123456789012345678901234567890123456789012345678901234"}""", EventPayload.TypeRule)]
    [InlineData("""{"type":"a","type":"b"}""", "'type' is given twice")]
    [InlineData("""{"type":"a","time":1,"time":2}""", "'time' is given twice")]
    [InlineData("""{"type":"a","time":"2026-01-01T00:00:00"}""", TimeRule)]
    [InlineData("""{"type":"a","time":-1}""", TimeRule)]
    [InlineData("""{"type":"a","time":null}""", TimeRule)]
    [InlineData("""["type"]""", "the payload must be a JSON object with a 'type'")]
    [InlineData("", "the payload is not valid JSON: ")]
    [InlineData("""{"type":"a"}x""", "the payload is not valid JSON: ")]
    [InlineData("""{"type":"a","b":[1,}""", "the payload is not valid JSON: ")]
    [InlineData("""{"type":"\ud800"}""", "the payload is not valid JSON: ")]
    public void TryRead_BadPayload_SaysWhatIsWrong(string payload, string error)
    {
        Assert.False(EventPayload.TryRead(Encoding.UTF8.GetBytes(payload), "meter", Received, out DeviceEvent? read, out string? actual));
        Assert.Null(read);
        Assert.StartsWith(error, actual, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsRefused()
    {
        byte[] payload = [.. "{\"type\":\"a\",\"b\":\""u8, 0xFF, .. "\"}"u8];
        Assert.False(EventPayload.TryRead(payload, "meter", Received, out _, out string? error));
        Assert.StartsWith("the payload is not valid JSON: ", error, StringComparison.Ordinal);
    }
}
