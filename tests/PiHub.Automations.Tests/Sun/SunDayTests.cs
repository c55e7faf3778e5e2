using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Automations.Sun;

namespace PiHub.Automations.Tests.Sun;

/// <summary>Against times that the program AccurateTimes of the Jordanian Astronomical Society published for 2010, at sea level.</summary>
public sealed class SunDayTests
{
    private static readonly Place Jakarta = new(-6.211389, 106.845278);
    private static readonly Place LosAngeles = new(34.16667, -118.46667);
    private static readonly Place Tromso = new(69.1044, 18.0594);

    [Theory]
    [InlineData("Jakarta", 7, "2010-01-01", "05:41:39", "11:56:01", "18:10:22")]
    [InlineData("Jakarta", 7, "2010-06-21", "06:01:28", "11:54:19", "17:47:10")]
    [InlineData("Jakarta", 7, "2010-09-23", "05:41:55", "11:45:07", "17:48:25")]
    [InlineData("Los Angeles", -8, "2010-01-01", "06:59:49", "11:57:33", "16:55:26")]
    [InlineData("Los Angeles", -8, "2010-03-20", "05:57:29", "12:01:16", "18:05:35")]
    [InlineData("Los Angeles", -8, "2010-06-21", "04:42:38", "11:55:42", "19:08:47")]
    [InlineData("Tromso", 1, "2010-01-20", "10:23:46", "11:58:45", "13:34:35")]
    [InlineData("Tromso", 1, "2010-03-20", "05:48:14", "11:55:16", "18:04:26")]
    [InlineData("Tromso", 1, "2010-05-05", "02:11:15", "11:44:27", "21:22:04")]
    [InlineData("Tromso", 1, "2010-10-15", "06:55:32", "11:33:35", "16:10:01")]
    public void Times_OfPlacesAndDates_AreThosePublished(string place, int zone, string day, string sunrise, string noon, string sunset)
    {
        SunDay sun = SunDay.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture), At(place));

        // Close to the polar circle a minute's difference in altitude is worth more time.
        TimeSpan tolerance = TimeSpan.FromSeconds(place == "Tromso" ? 90 : 30);
        Near(Local(day, sunrise, zone), sun.Sunrise, tolerance);
        Near(Local(day, noon, zone), sun.Noon, tolerance);
        Near(Local(day, sunset, zone), sun.Sunset, tolerance);
    }

    [Theory]
    [InlineData("2010-01-05", false)]
    [InlineData("2010-06-21", true)]
    public void PolarNightAndDay_HaveNeitherSunriseNorSunset(string day, bool isLight)
    {
        SunDay sun = SunDay.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture), Tromso);

        Assert.Null(sun.Sunrise);
        Assert.Null(sun.Sunset);
        Assert.Equal(isLight, SunPosition.AltitudeDegrees(sun.Noon.AddHours(12), Tromso) > SunPosition.HorizonDegrees);
        Assert.Equal(isLight, SunPosition.AltitudeDegrees(sun.Noon, Tromso) > SunPosition.HorizonDegrees);
    }

    [Fact]
    public void Next_InThePolarNight_IsTheFirstSunriseAfterIt()
    {
        DateTimeOffset? next = SunDay.Next(new DateTimeOffset(2010, 1, 2, 0, 0, 0, TimeSpan.Zero), Tromso, isSunrise: true, TimeSpan.Zero);

        Assert.InRange(next ?? default, new DateTimeOffset(2010, 1, 10, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2010, 1, 13, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void SunriseNoonAndSunset_Anywhere_FollowOneAnother_AndTheSunStandsAtTheHorizon() => Prop
        .ForAll(
            Arb.From(
                from latitude in Gen.Choose(-60, 60)
                from longitude in Gen.Choose(-180, 180)
                from day in Gen.Choose(0, 36_500)
                select (new Place(latitude, longitude), new DateOnly(2000, 1, 1).AddDays(day))),
            input =>
            {
                (Place place, DateOnly date) = input;
                SunDay sun = SunDay.Of(date, place);
                return sun.Sunrise < sun.Noon && sun.Noon < sun.Sunset
                    && Math.Abs(SunPosition.AltitudeDegrees(sun.Sunrise ?? default, place) - SunPosition.HorizonDegrees) < 0.02
                    && Math.Abs(SunPosition.AltitudeDegrees(sun.Sunset ?? default, place) - SunPosition.HorizonDegrees) < 0.02;
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Next_WithAnOffset_IsAlwaysLater_AndADayApart()
    {
        DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int day = 0; day < 400; day++)
        {
            DateTimeOffset next = SunDay.Next(now, LosAngeles, isSunrise: false, TimeSpan.FromHours(10)) ?? throw new InvalidOperationException("It never comes.");
            Assert.InRange((next - now).TotalHours, day == 0 ? 0 : 23.9, 24.1);
            now = next;
        }
    }

    private static Place At(string name) => name switch { "Jakarta" => Jakarta, "Los Angeles" => LosAngeles, _ => Tromso };

    private static DateTimeOffset Local(string day, string time, int zone) => DateTimeOffset.Parse($"{day}T{time}Z", CultureInfo.InvariantCulture).AddHours(-zone);

    private static void Near(DateTimeOffset expected, DateTimeOffset? actual, TimeSpan tolerance) =>
        Assert.InRange(actual ?? default, expected - tolerance, expected + tolerance);
}
