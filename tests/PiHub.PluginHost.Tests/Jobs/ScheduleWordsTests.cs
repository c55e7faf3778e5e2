using PiHub.PluginHost.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

public sealed class ScheduleWordsTests
{
    [Theory]
    [InlineData("0 5 * * * ?", "every hour at minute 5")]
    [InlineData("0 0/15 * * * ?", "every 15 minutes")]
    [InlineData("0/10 * * * * ?", "every 10 seconds")]
    [InlineData("* * * * * ?", "every second")]
    [InlineData("0 * * * * ?", "every minute")]
    [InlineData("0 10 */6 * * ?", "every 6 hours at minute 10")]
    [InlineData("0 30 2 * * ?", "every day at 02:30")]
    [InlineData("15 30 2 ? * *", "every day at 02:30:15")]
    [InlineData("0 0 8,12 ? * MON-FRI", "Monday to Friday at 08:00 and 12:00")]
    [InlineData("0 0 8 ? * sun", "every Sunday at 08:00")]
    [InlineData("0 0 8 ? * 2,4", "every Monday and Wednesday at 08:00")]
    [InlineData("0 0 3 1 * ?", "on day 1 of the month at 03:00")]
    [InlineData("0 0 3 L * ?", "on the last day of the month at 03:00")]
    [InlineData("0 0/5 * ? * SAT", "every 5 minutes, every Saturday")]
    [InlineData("0 0 3 1 JAN ?", "by its cron expression")]
    [InlineData("0 0 3 ? * 6#3", "by its cron expression")]
    [InlineData("nonsense", "by its cron expression")]
    public void Cron_IsSaidAsPeopleWould(string cron, string expected) => Assert.Equal(expected, ScheduleWords.Of(cron));

    [Theory]
    [InlineData(1, "every second")]
    [InlineData(90, "every 90 seconds")]
    [InlineData(1.5, "every 1.5 seconds")]
    [InlineData(60, "every minute")]
    [InlineData(900, "every 15 minutes")]
    [InlineData(7200, "every 2 hours")]
    [InlineData(86400, "every day")]
    public void Interval_IsSaidInItsLargestWholeUnit(double seconds, string expected) =>
        Assert.Equal(expected, ScheduleWords.Of(TimeSpan.FromSeconds(seconds)));
}
