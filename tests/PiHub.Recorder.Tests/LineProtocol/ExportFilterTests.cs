using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class ExportFilterTests
{
    [Theory]
    [InlineData("", "", "meter", "power_watt", true)]
    [InlineData("meter", "", "meter", "power_watt", true)]
    [InlineData("meter", "", "meter2", "power_watt", false)]
    [InlineData("plug-*", "", "plug-3", "on", true)]
    [InlineData("*/power_*", "", "meter", "power_watt", true)]
    [InlineData("*/power_*", "", "meter", "l1.power_watt", false)]
    [InlineData("", "meter", "meter", "power_watt", false)]
    [InlineData("meter", "*/debug.*", "meter", "debug.x", false)]
    [InlineData("meter", "*/debug.*", "meter", "x", true)]
    public void Wants_Table(string include, string exclude, string device, string metric, bool expected)
    {
        var filter = new ExportFilter(include.Split(' ', StringSplitOptions.RemoveEmptyEntries), exclude.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, filter.Wants(device, metric));
        Assert.Equal(expected, filter.Wants(device, metric));
    }
}
