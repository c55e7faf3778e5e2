using PiHub.Sdk.Bus;

namespace PiHub.Sdk.Tests.Bus;

public sealed class DeviceTopicTests
{
    [Fact]
    public void Names_AnyDevice_FollowTheContract()
    {
        Assert.Equal("pihub/meter/state", DeviceTopic.State("meter"));
        Assert.Equal("pihub/meter/availability", DeviceTopic.Availability("meter"));
        Assert.Equal("pihub/meter/descriptor", DeviceTopic.Descriptor("meter"));
        Assert.Equal("pihub/meter/event", DeviceTopic.Event("meter"));
        Assert.Equal("pihub/meter/command/switch", DeviceTopic.Command("meter", "switch"));
    }

    [Theory]
    [InlineData("pihub/meter/state", "meter", "state")]
    [InlineData("pihub/meter/command/switch/result", "meter", "command/switch/result")]
    [InlineData("pihub//state", "", "state")]
    [InlineData("pihub/meter/", "meter", "")]
    public void TrySplit_DeviceTopic_GivesDeviceAndChannel(string topic, string device, string channel)
    {
        Assert.True(DeviceTopic.TrySplit(topic, out string? actualDevice, out string? actualChannel));
        Assert.Equal((device, channel), (actualDevice, actualChannel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pihub")]
    [InlineData("pihub/")]
    [InlineData("pihub/meter")]
    [InlineData("PiHub/meter/state")]
    [InlineData("/pihub/meter/state")]
    [InlineData("homeassistant/meter/state")]
    public void TrySplit_OtherTopic_IsRefused(string topic)
    {
        Assert.False(DeviceTopic.TrySplit(topic, out string? device, out string? channel));
        Assert.Null(device);
        Assert.Null(channel);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("0", true)]
    [InlineData("lora_cow-7", true)]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("_a", false)]
    [InlineData("-a", false)]
    [InlineData("Meter", false)]
    [InlineData("mé", false)]
    [InlineData("٣", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("$hub", false)]
    [InlineData("+", false)]
    [InlineData("#", false)]
    [InlineData("a\n", false)]
    public void IsValidId_AnyText_FollowsTheRule(string? device, bool valid) => Assert.Equal(valid, DeviceTopic.IsValidId(device));
}
