using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class WriteBudgetTests
{
    private readonly SteppedTime _time = new();
    private readonly WriteBudget _budget;

    public WriteBudgetTests() => _budget = new WriteBudget(_time);

    [Fact]
    public void Report_BeforeTheFirstLook_IsEmptyAndGuessesNothing()
    {
        WriteBudgetResponse report = _budget.Report(Mark(5_000));

        Assert.Equal(0, report.LastHour.CoveredSeconds);
        Assert.Null(report.LastHour.RecorderBytesPerHour);
        Assert.Empty(report.Minutes);
    }

    [Fact]
    public void Report_AfterThreeHours_TellsTheLastHourApartFromTheWholeTime()
    {
        long bytes = 0;
        for (int minute = 0; minute < 180; minute++)
        {
            _budget.Add(Mark(bytes));
            bytes += minute < 120 ? 1_000_000 : 1_000;
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        WriteBudgetResponse report = _budget.Report(Mark(bytes));

        Assert.Equal((3_600.0, 60_000L), (report.LastHour.CoveredSeconds, report.LastHour.RecorderBytes));
        Assert.Equal((10_800.0, 120_060_000L), (report.SinceStart.CoveredSeconds, report.SinceStart.RecorderBytes));
        Assert.Equal(40_020_000, report.SinceStart.RecorderBytesPerHour);
    }

    [Fact]
    public void Report_LongAfter_KeepsSixtyMinutesAndNoMore()
    {
        for (int minute = 0; minute < 500; minute++)
        {
            _budget.Add(Mark(minute * 100L));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        WriteBudgetResponse report = _budget.Report(Mark(50_000));

        Assert.Equal(60, report.Minutes.Count);
        Assert.All(report.Minutes, minute => Assert.Equal(100, minute.RecorderBytes));
    }

    [Fact]
    public void Report_OfHalfAnHour_ScalesToAnHour()
    {
        _budget.Add(Mark(0));
        _time.Advance(TimeSpan.FromMinutes(30));

        WriteFigures figures = _budget.Report(Mark(4_000) with { PayloadBytes = 1_600, Syncs = 900, Commits = 800 }).LastHour;

        Assert.Equal(8_000, figures.RecorderBytesPerHour);
        Assert.Equal(1_600, figures.CommitsPerHour);
        Assert.Equal(2.5, figures.WriteAmplification);
        Assert.Equal(1_800, figures.SyncsPerHour);
    }

    [Fact]
    public void Report_WhatIsNotMeasured_IsNullAndNotZero()
    {
        _budget.Add(Mark(0) with { RecorderBytes = null, Syncs = null });
        _time.Advance(TimeSpan.FromMinutes(1));

        WriteFigures figures = _budget.Report(Mark(0) with { RecorderBytes = null, PayloadBytes = 0, Syncs = null }).LastHour;

        Assert.Null(figures.RecorderBytes);
        Assert.Null(figures.SyncsPerHour);
        Assert.Null(figures.WriteAmplification);
        Assert.Equal(0, figures.CommitsPerHour);
    }

    private WriteMark Mark(long bytes) =>
        new(_time.GetTimestamp(), _time.GetUtcNow()) { RecorderBytes = bytes, PayloadBytes = 0, Syncs = 0 };
}
