using PiHub.Recorder.Retention;

namespace PiHub.Recorder.Tests.Retention;

public sealed class RetentionPolicyTests
{
    [Fact]
    public void Of_WithoutRules_IsTheDefault() => Assert.Equal(
        new RetentionAges(TimeSpan.FromDays(7), TimeSpan.FromDays(90), TimeSpan.FromDays(366), null, TimeSpan.FromDays(366)),
        new RetentionPolicy([]).Of("meter", "power"));

    [Theory]
    [InlineData("meter", "l1.voltage", 1)]
    [InlineData("meter", "l12.voltage", 2)]
    [InlineData("meter-2", "l1.voltage", 3)]
    [InlineData("other", "a/b", 4)]
    [InlineData("else", "x", 7)]
    public void Of_SeveralRules_FirstThatMatchesCounts(string device, string metric, int days)
    {
        RetentionRule[] rules = [Rule("meter/l?.*", 1), Rule("meter/*", 2), Rule("meter*/*", 3), Rule("o*r/*/b", 4)];
        Assert.Empty(RetentionPolicy.Check(rules));
        Assert.Equal(TimeSpan.FromDays(days), new RetentionPolicy(rules).Of(device, metric).Raw);
    }

    [Theory]
    [InlineData("meter", 20)]
    [InlineData("plug", 366)]
    public void OfEvents_RulesForSomeMetrics_DoNotCount(string device, int days)
    {
        var policy = new RetentionPolicy(
            [new RetentionRule { Pattern = "*/l1", Events = "10.00:00:00" }, new RetentionRule { Pattern = "meter/*", Events = "20.00:00:00" }]);
        Assert.Equal(TimeSpan.FromDays(days), policy.OfEvents(device));
    }

    [Theory]
    [InlineData("*/*", null, true)]
    [InlineData("*/*", "forever", false)]
    [InlineData("*/*", "Forever", false)]
    [InlineData("*/*", "-1.00:00:00", true)]
    [InlineData("*/*", "00:10:00", true)]
    [InlineData("*/*", "a week", true)]
    [InlineData("*/*", "30.00:00:00", false)]
    [InlineData("*/*", "100.00:00:00", true)]
    [InlineData("meter", "1.00:00:00", true)]
    [InlineData("/power", "1.00:00:00", true)]
    [InlineData("meter/", "1.00:00:00", true)]
    [InlineData("Meter/*", "1.00:00:00", true)]
    [InlineData("[a-z]/*", "1.00:00:00", true)]
    [InlineData("", "1.00:00:00", true)]
    public void Check_ARule_SaysWhatIsWrong(string pattern, string? raw, bool isWrong)
    {
        // Forever raw needs forever minutes and hours.
        string? coarser = raw?.StartsWith("fore", StringComparison.OrdinalIgnoreCase) == true || raw == "Forever" ? null : "90.00:00:00";
        var rule = new RetentionRule { Pattern = pattern, Raw = raw, Minute = coarser, Hour = coarser };
        Assert.Equal(isWrong, RetentionPolicy.Check([rule]).Count > 0);
    }

    [Fact]
    public void Check_SeveralErrors_NamesThemAll()
    {
        RetentionRule[] rules = [new() { Pattern = "x", Raw = "soon" }, new() { Hour = "1.00:00:00" }];
        IReadOnlyList<string> errors = RetentionPolicy.Check(rules);
        Assert.Equal(3, errors.Count);
        Assert.Contains("rule 2 ('*/*'): Hour (1.00:00:00) is kept for less long than Minute (90.00:00:00)", errors[2], StringComparison.Ordinal);
        Assert.Single(RetentionPolicy.Check([.. Enumerable.Repeat(new RetentionRule(), 101)]));
    }

    [Fact]
    public void Validate_UnknownTimeZone_Fails()
    {
        var validation = new RetentionValidation();
        Assert.True(validation.Validate(null, new RecorderOptions { TimeZone = "Mars/Olympus" }).Failed);
        Assert.True(validation.Validate(null, new RecorderOptions { TimeZone = "Asia/Kolkata" }).Succeeded);
    }

    private static RetentionRule Rule(string pattern, int days) => new() { Pattern = pattern, Raw = $"{days}.00:00:00" };
}
