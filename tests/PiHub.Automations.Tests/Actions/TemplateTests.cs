using PiHub.Automations.Actions;

namespace PiHub.Automations.Tests.Actions;

public sealed class TemplateTests
{
    private static readonly Circumstances Happened = new("words", "meter", "state", "say \"hi\"", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Theory]
    [InlineData("{device}/{metric} at {time}", "meter/state at 2026-01-02T03:04:05.000Z")]
    [InlineData("{value}{value}", "say \"hi\"say \"hi\"")]
    [InlineData("""{"text":"{value}"}""", """{"text":"say \u0022hi\u0022"}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    public void Placeholders_AreFilled_AndJsonStaysJson(string text, string expected) => Assert.Equal(expected, Template.Fill(text, Happened));

    [Fact]
    public void ValueWithAPlaceholderInIt_IsNotFilledAgain() =>
        Assert.Equal("{device}", Template.Fill("{value}", Happened with { Value = "{device}" }));
}
