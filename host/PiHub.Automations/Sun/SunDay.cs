namespace PiHub.Automations.Sun;

/// <summary>The sun's course around one noon.</summary>
/// <param name="Noon">When it is highest.</param>
/// <param name="Sunrise">When it rises before that; null when it does not.</param>
/// <param name="Sunset">When it sets after that; null when it does not.</param>
internal sealed record SunDay(DateTimeOffset Noon, DateTimeOffset? Sunrise, DateTimeOffset? Sunset)
{
    // Sunrise and sunset move by minutes a day; near the polar circles each further round comes much closer.
    private const int Rounds = 5;

    /// <summary>The day whose noon is on this date by the sun of the place.</summary>
    public static SunDay Of(DateOnly date, Place place)
    {
        DateTimeOffset noon = new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.Zero).AddMinutes(-4 * place.LongitudeDegrees);
        DateTimeOffset exact = noon;
        for (int round = 0; round < 2; round++)
        {
            exact = noon.AddMinutes(-SunPosition.At(exact).EquationOfTimeMinutes);
        }

        return new SunDay(exact, Crossing(noon, exact, place, -1), Crossing(noon, exact, place, 1));
    }

    /// <summary>The first sunrise or sunset, shifted by an offset, after an instant; null when there is none for a year.</summary>
    public static DateTimeOffset? Next(DateTimeOffset after, Place place, bool isSunrise, TimeSpan offset)
    {
        // Two days back: the offset and the zone of the place reach over midnight.
        DateOnly date = DateOnly.FromDateTime(after.UtcDateTime).AddDays(-2);
        for (int day = 0; day <= 370; day++)
        {
            SunDay sun = Of(date.AddDays(day), place);
            if ((isSunrise ? sun.Sunrise : sun.Sunset) + offset is { } time && time > after)
            {
                return time;
            }
        }

        return null;
    }

    private static DateTimeOffset? Crossing(DateTimeOffset meanNoon, DateTimeOffset noon, Place place, int side)
    {
        DateTimeOffset time = noon;
        for (int round = 0; round < Rounds; round++)
        {
            SunPosition sun = SunPosition.At(time);
            if (sun.HourAngleDegrees(place.LatitudeDegrees) is not { } angle)
            {
                return null;
            }

            time = meanNoon.AddMinutes((side * 4 * angle) - sun.EquationOfTimeMinutes);
        }

        return time;
    }
}
