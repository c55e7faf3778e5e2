using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Tests.Metering;

public sealed class IncidentTallyTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch;

    private readonly IncidentTally _tally = new();

    [Fact]
    public void Log_HearsOfTheFirst_AndThenEveryTenMinutesWithTheCount()
    {
        Assert.Equal(1, _tally.Add("a", Begin));
        Assert.Null(_tally.Add("b", Begin.AddMinutes(9)));
        Assert.Equal(3, _tally.Add("c", Begin.AddMinutes(10)));
        Assert.Null(_tally.Add("d", Begin.AddMinutes(19)));

        Assert.Equal(new Incident("d", 4, Begin.AddMinutes(19)), _tally.Last);
    }

    [Fact]
    public void Recent_IsTheLastOneForTenMinutes()
    {
        Assert.Null(_tally.Recent(Begin));
        _tally.Add("a", Begin);

        Assert.Equal("a", _tally.Recent(Begin.AddMinutes(9)));
        Assert.Null(_tally.Recent(Begin.AddMinutes(10)));
    }

    [Fact]
    public void LongText_IsCut()
    {
        _tally.Add(new string('x', 70_000), Begin);

        Assert.InRange(_tally.Last?.Text.Length ?? 0, 1, 301);
    }
}
