namespace PiHub.Automations.Sun;

/// <summary>Where the sun is, after NOAA's solar calculator (Global Monitoring Laboratory, gml.noaa.gov/grad/solcalc/calcdetails.html),
/// whose equations are those of J. Meeus, Astronomical Algorithms, 2nd edition, chapters 25 and 28.</summary>
/// <param name="DeclinationRadians">The sun's declination.</param>
/// <param name="EquationOfTimeMinutes">How much a sundial is ahead of the clock.</param>
internal readonly record struct SunPosition(double DeclinationRadians, double EquationOfTimeMinutes)
{
    /// <summary>The altitude of the sun's centre at sunrise and sunset: 34' of refraction and 16' of radius below the horizon.</summary>
    public const double HorizonDegrees = -0.833;

    private const double JulianDayOfUnixEpoch = 2_440_587.5;
    private const double JulianDayOf2000 = 2_451_545.0;
    private const double DaysPerCentury = 36_525.0;

    public static SunPosition At(DateTimeOffset time)
    {
        double julianDay = JulianDayOfUnixEpoch + ((time - DateTimeOffset.UnixEpoch).TotalMilliseconds / 86_400_000);
        double t = (julianDay - JulianDayOf2000) / DaysPerCentury;
        double longitude = Mod360(280.46646 + (t * (36000.76983 + (t * 0.0003032))));
        double anomaly = Radians(357.52911 + (t * (35999.05029 - (0.0001537 * t))));
        double eccentricity = 0.016708634 - (t * (0.000042037 + (0.0000001267 * t)));
        double center = (Math.Sin(anomaly) * (1.914602 - (t * (0.004817 + (0.000014 * t)))))
            + (Math.Sin(2 * anomaly) * (0.019993 - (0.000101 * t)))
            + (Math.Sin(3 * anomaly) * 0.000289);
        double node = Radians(125.04 - (1934.136 * t));
        double apparent = Radians(longitude + center - 0.00569 - (0.00478 * Math.Sin(node)));
        double obliquity = Radians(
            23 + ((26 + ((21.448 - (t * (46.815 + (t * (0.00059 - (t * 0.001813)))))) / 60)) / 60) + (0.00256 * Math.Cos(node)));
        double y = Math.Pow(Math.Tan(obliquity / 2), 2);
        double l0 = Radians(longitude);
        double equation = (y * Math.Sin(2 * l0)) - (2 * eccentricity * Math.Sin(anomaly))
            + (4 * eccentricity * y * Math.Sin(anomaly) * Math.Cos(2 * l0))
            - (0.5 * y * y * Math.Sin(4 * l0)) - (1.25 * eccentricity * eccentricity * Math.Sin(2 * anomaly));
        return new SunPosition(Math.Asin(Math.Sin(obliquity) * Math.Sin(apparent)), 4 * Degrees(equation));
    }

    /// <summary>The altitude of the sun's centre above the horizon, without refraction, in degrees.</summary>
    public static double AltitudeDegrees(DateTimeOffset time, Place place)
    {
        SunPosition sun = At(time);
        double minutes = time.UtcDateTime.TimeOfDay.TotalMinutes + sun.EquationOfTimeMinutes + (4 * place.LongitudeDegrees);
        double hourAngle = Radians((minutes / 4) - 180);
        double latitude = Radians(place.LatitudeDegrees);
        return Degrees(Math.Asin(
            (Math.Sin(latitude) * Math.Sin(sun.DeclinationRadians))
            + (Math.Cos(latitude) * Math.Cos(sun.DeclinationRadians) * Math.Cos(hourAngle))));
    }

    /// <summary>The hour angle at which the sun of this declination rises and sets; null when it does neither.</summary>
    public double? HourAngleDegrees(double latitudeDegrees)
    {
        double latitude = Radians(latitudeDegrees);
        double cosine = (Math.Sin(Radians(HorizonDegrees)) - (Math.Sin(latitude) * Math.Sin(DeclinationRadians)))
            / (Math.Cos(latitude) * Math.Cos(DeclinationRadians));
        return cosine is >= -1 and <= 1 ? Degrees(Math.Acos(cosine)) : null;
    }

    private static double Mod360(double degrees) => degrees - (360 * Math.Floor(degrees / 360));

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
