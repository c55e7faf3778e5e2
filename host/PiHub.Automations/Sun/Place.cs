namespace PiHub.Automations.Sun;

/// <summary>A place on the earth (WGS 84).</summary>
/// <param name="LatitudeDegrees">Degrees north of the equator, -90 to 90.</param>
/// <param name="LongitudeDegrees">Degrees east of Greenwich, -180 to 180.</param>
internal readonly record struct Place(double LatitudeDegrees, double LongitudeDegrees);
