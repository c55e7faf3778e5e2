using PiHub.Host.Cli;

namespace PiHub.Host.Tests.Cli;

public sealed class ExpiryTextTests
{
    [Theory]
    [InlineData("90d", "2026-04-01T12:00:00Z")]
    [InlineData("12h", "2026-01-02T00:00:00Z")]
    [InlineData("2027-01-01", "2026-12-31T22:00:00Z")]
    [InlineData("2027-01-01T12:00:00Z", "2027-01-01T12:00:00Z")]
    [InlineData("2027-01-01T12:00+01:00", "2027-01-01T11:00:00Z")]
    public void Text_MeansAnInstant(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ExpiryText.Parse(text, new FixedTime()));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("1000000d")]
    [InlineData("90")]
    [InlineData("2027-13-01")]
    [InlineData("2027-01-01T12:00:00")]
    [InlineData("tomorrow")]
    public void Text_ThatMeansNone_IsRefused(string text) => Assert.Null(ExpiryText.Parse(text, new FixedTime()));

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two");

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
