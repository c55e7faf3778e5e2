namespace PiHub.Sdk.Readings;

/// <summary>How far readings are condensed.</summary>
/// <remarks>Since 0.1.</remarks>
public enum ReadingLevel
{
    /// <summary>As recorded.</summary>
    Raw = 0,

    /// <summary>One bucket a minute.</summary>
    Minute = 1,

    /// <summary>One bucket an hour.</summary>
    Hour = 2,

    /// <summary>One bucket a day of the hub's time zone: 23 to 25 hours where clocks are changed.</summary>
    Day = 3,
}
