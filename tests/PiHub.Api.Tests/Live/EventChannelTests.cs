using PiHub.Api.Live;

namespace PiHub.Api.Tests.Live;

public sealed class EventChannelTests
{
    [Theory]
    [InlineData("devices", true)]
    [InlineData("plugins", true)]
    [InlineData("samples/meter", true)]
    [InlineData("events/power-quality", true)]
    [InlineData("jobs", true)]
    [InlineData("logs/power-quality", true)]
    [InlineData("logs/", false)]
    [InlineData("logs", true)]
    [InlineData("automations", true)]
    [InlineData("broker", true)]
    [InlineData("mqtt/#", true)]
    [InlineData("mqtt/a/+/b", true)]
    [InlineData("mqtt/", false)]
    [InlineData("mqtt/a#", false)]
    [InlineData("mqtt/$share/g/a", false)]
    [InlineData("samples/", false)]
    [InlineData("samples/Not Valid", false)]
    [InlineData("events/", false)]
    [InlineData("weather", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValid_Table(string? channel, bool expected) => Assert.Equal(expected, EventChannel.IsValid(channel));
}
