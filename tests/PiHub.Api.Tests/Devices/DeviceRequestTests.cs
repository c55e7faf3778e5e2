using System.Text.Json;
using PiHub.Api.Devices;

namespace PiHub.Api.Tests.Devices;

public sealed class DeviceRequestTests
{
    [Theory]
    [InlineData("""{"port":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"a":[{"b":"x\ud83d"}]}""")]
    public void Check_SettingsThatCannotBeWritten_AreRefused(string json) => Assert.Equal(["settings"], Check(json).Keys);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"port":"\ud83d\ude00 é"}""")]
    public void Check_Settings_AreTaken(string json) => Assert.Empty(Check(json));

    private static Dictionary<string, string[]> Check(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new DeviceRequest(Id: null, Driver: null, "Shed", Area: null, document.RootElement).Check(drivers: null);
    }
}
