using System.Text;
using PiHub.Api.Live;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Live;

public sealed class EventMessageTests
{
    [Fact]
    public void Sample_KeepsTheKindOfEachValue()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var sample = new Sample
        {
            Device = "shed",
            Time = time,
            Metrics = new Dictionary<string, MetricValue> { ["power"] = 1.5, ["on"] = true, ["mode"] = "eco" },
        };

        string json = Encoding.UTF8.GetString(EventMessage.Of("samples/shed", time, sample));

        Assert.Equal(
            """{"topic":"samples/shed","time":"2026-01-02T03:04:05.000Z","data":{"time":"2026-01-02T03:04:05.000Z","metrics":{"power":1.5,"on":true,"mode":"eco"}}}""",
            json);
    }
}
