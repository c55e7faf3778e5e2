using PiHub.Api.Readings;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Readings;

public sealed class RangeRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToQuery_WithoutEnd_EndsNow()
    {
        ReadingQuery? query = new RangeRequest { Device = "a", Metric = "b", From = "2026-01-01T00:00:00Z", Level = "1h" }
            .ToQuery(Now, out Dictionary<string, string[]> errors);

        Assert.Empty(errors);
        Assert.Equal(Now, query?.To);
        Assert.Equal(ReadingLevel.Hour, query?.Level);
    }

    [Fact]
    public void ToQuery_ManyMistakes_AreAllNamedAtOnce()
    {
        new RangeRequest { Level = "2h", Points = "1", Limit = "0" }.ToQuery(Now, out Dictionary<string, string[]> errors);

        Assert.Equal(["device", "from", "level", "limit", "metric", "points"], errors.Keys.Order());
        Assert.Equal(2, errors["points"].Length);
    }

    [Theory]
    [InlineData("from", "abc")]
    [InlineData("from", "2024-01-01")]
    [InlineData("to", "01/02/2024")]
    [InlineData("to", "2024-01-01T00:00:00")]
    [InlineData("after", "2024-01-01T00:00Z")]
    [InlineData("after", "2024-02-30T00:00:00Z")]
    [InlineData("from", "2024-01-01T00:00:00 02:00")]
    [InlineData("from", "0001-01-01T00:00:00+14:00")]
    [InlineData("points", "many")]
    [InlineData("points", "99999999999")]
    [InlineData("limit", "1.5")]
    [InlineData("limit", "-1")]
    public void ToQuery_UnreadableText_NamesItsParameterOnly(string parameter, string text)
    {
        RangeRequest request = Valid();
        switch (parameter)
        {
            case "from":
                request.From = text;
                break;
            case "to":
                request.To = text;
                break;
            case "after":
                request.After = text;
                break;
            case "points":
                request.Points = text;
                break;
            default:
                request.Limit = text;
                break;
        }

        Assert.Null(request.ToQuery(Now, out Dictionary<string, string[]> errors));

        Assert.Contains(parameter, Assert.Single(errors[Assert.Single(errors.Keys)]), StringComparison.Ordinal);
        Assert.Equal([parameter], errors.Keys);
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00Z", 0)]
    [InlineData("2024-01-01t00:00:00z", 0)]
    [InlineData("2024-01-01 02:00:00+02:00", 0)]
    [InlineData("2023-12-31T23:00:00.5-01:00", 500)]
    [InlineData("2024-01-01T00:00:00.123000000000Z", 123)]
    public void ToQuery_TimeWithZone_IsReadAsUtc(string text, int milliseconds)
    {
        RangeRequest request = Valid();
        request.From = text;

        ReadingQuery? query = request.ToQuery(Now, out _);

        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, milliseconds, TimeSpan.Zero), query?.From);
        Assert.Equal(TimeSpan.Zero, query?.From.Offset);
    }

    [Fact]
    public async Task ToQuery_WhateverItLetsThrough_TheStoreAnswers()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pihub-");
        int refused = 0;
        int answered = 0;
        await using (ReadingStore store = TestStore.Create(folder.FullName))
        {
            await store.StartAsync(CancellationToken.None);
            foreach (RangeRequest request in Combinations())
            {
                if (request.ToQuery(Now, out Dictionary<string, string[]> errors) is { } query)
                {
                    await store.QueryAsync(query, CancellationToken.None);
                    answered++;
                }
                else
                {
                    Assert.NotEmpty(errors);
                    refused++;
                }
            }
        }

        folder.Delete(recursive: true);
        Assert.True(answered > 10 && refused > 1_000, $"{answered} answered, {refused} refused");
    }

    // Every rule of the recorder is broken by some of these, and two at a time.
    private static IEnumerable<RangeRequest> Combinations() =>
        from device in new[] { null, "", "a" }
        from metric in new[] { "", "b" }
        from times in new (string?, string?)[] { (null, null), ("2026-01-01T00:00:00Z", null), ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z") }
        from points in new[] { null, "1", "2", "100000", "100001" }
        from level in new[] { null, "raw", "1h", "2h" }
        from after in new[] { null, "2026-01-01T00:00:00Z" }
        from limit in new[] { null, "0", "1", "100001" }
        select new RangeRequest
        {
            Device = device, Metric = metric, From = times.Item1, To = times.Item2, Points = points, Level = level, After = after, Limit = limit,
        };

    private static RangeRequest Valid() => new() { Device = "a", Metric = "b", From = "2024-01-01T00:00:00Z" };

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
