namespace PiHub.Settings.Schemas;

/// <summary>The values of the keyword <c>format</c> that settings use for texts.</summary>
internal static class SchemaFormats
{
    public const string Duration = "duration";
    public const string Date = "date";

    /// <summary>A time of day without a zone, of the OpenAPI format registry.</summary>
    public const string Time = "time-local";

    /// <summary>An absolute URI.</summary>
    public const string Address = "uri";
    public const string Email = "email";
}
