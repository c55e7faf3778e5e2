using System.Text.Json;
using PiHub.Automations.Definitions;
using PiHub.Automations.Storage;

namespace PiHub.Automations.Tests.Definitions;

public sealed class AutomationRulesTests
{
    private const string Right = """
        {"name":"Test","triggers":[{"type":"metric","device":"meter","metric":"power","is":"above","value":5}],
         "conditions":[{"type":"time","after":"22:00","before":"06:00"}],"actions":[{"type":"notify","severity":"info","title":"Hot"}]}
        """;

    [Fact]
    public void RightAutomation_HasNoFaults_AndIsOnUnlessItSaysOtherwise()
    {
        Automation read = Read(Right);

        Assert.Empty(AutomationRules.Check(read));
        Assert.True(read.Enabled);
    }

    [Theory]
    [InlineData("\"name\":\"Test\"", "\"name\":\" \"", "name")]
    [InlineData("\"type\":\"metric\"", "\"type\":\"moon\"", "triggers[0].type")]
    [InlineData("\"device\":\"meter\"", "\"device\":\"No Id\"", "triggers[0].device")]
    [InlineData("\"is\":\"above\"", "\"is\":\"near\"", "triggers[0].is")]
    [InlineData("\"value\":5", "\"value\":\"five\"", "triggers[0].value")]
    [InlineData("\"value\":5", "\"value\":5,\"for_s\":-1", "triggers[0].for_s")]
    [InlineData("\"after\":\"22:00\"", "\"after\":\"25:00\"", "conditions[0].after")]
    [InlineData("\"before\":\"06:00\"", "\"before\":\"06:00\",\"weekdays\":[\"mon\",\"moon\"]", "conditions[0].weekdays[1]")]
    [InlineData("\"title\":\"Hot\"", "\"title\":\"{nonsense}\"", "actions[0].title")]
    [InlineData("{\"type\":\"notify\"", "null,{\"type\":\"notify\"", "actions[0]")]
    [InlineData("{\"type\":\"metric\",\"device\":\"meter\",\"metric\":\"power\",\"is\":\"above\",\"value\":5}", "", "triggers")]
    [InlineData("{\"type\":\"metric\",\"device\":\"meter\",\"metric\":\"power\",\"is\":\"above\",\"value\":5}", "{\"type\":\"time\",\"cron\":\"daily\"}", "triggers[0].cron")]
    public void WrongField_IsNamedByItsPath(string right, string wrong, string path) =>
        Assert.Contains(path, AutomationRules.Check(Read(Right.Replace(right, wrong, StringComparison.Ordinal))).Keys);

    [Theory]
    [InlineData("pihub/$hub/status")]
    [InlineData("$SYS/broker/load")]
    [InlineData("home/+/set")]
    [InlineData("home/{device}/set")]
    [InlineData("pihub/meter/state")]
    [InlineData("")]
    public void Publish_ToAForbiddenTopic_IsRefused(string topic) => Assert.Contains(
        "actions[0].topic", AutomationRules.Check(Samples.Automation(Samples.Metric("above", 5), Samples.Publish(topic, "on"))).Keys);

    [Theory]
    [InlineData("home/lamp/set")]
    [InlineData("pihub/other/state")]
    public void Publish_ToAnotherTopic_IsAllowed(string topic) =>
        Assert.Empty(AutomationRules.Check(Samples.Automation(Samples.Metric("above", 5), Samples.Publish(topic, """{"a":{value}}"""))));

    private static Automation Read(string json) =>
        JsonSerializer.Deserialize(json, AutomationJson.Default.Automation) ?? throw new InvalidOperationException("Nothing was read.");
}
