using PiHub.Api.Readings;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Readings;

public sealed class RangeRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToQuery_WithoutEnd_EndsNow()
    {
        ReadingQuery? query = new RangeRequest { Device = "a", Metric = "b", From = Now.AddDays(-1), Level = "1h" }
            .ToQuery(Now, out Dictionary<string, string[]> errors);

        Assert.Empty(errors);
        Assert.Equal(Now, query?.To);
        Assert.Equal(ReadingLevel.Hour, query?.Level);
    }

    [Fact]
    public void ToQuery_ManyMistakes_AreAllNamedAtOnce()
    {
        new RangeRequest { Level = "2h", Points = 1, Limit = 0 }.ToQuery(Now, out Dictionary<string, string[]> errors);

        Assert.Equal(["device", "from", "level", "limit", "metric", "points"], errors.Keys.Order());
        Assert.Equal(2, errors["points"].Length);
    }

    [Theory]
    [InlineData("raw", ReadingLevel.Raw)]
    [InlineData("1m", ReadingLevel.Minute)]
    [InlineData("1h", ReadingLevel.Hour)]
    [InlineData("1d", ReadingLevel.Day)]
    public void Levels_HaveOneNameEach(string name, ReadingLevel level)
    {
        Assert.Equal(level, ReadingLevels.Parse(name));
        Assert.Equal(name, ReadingLevels.NameOf(level));
    }
}
