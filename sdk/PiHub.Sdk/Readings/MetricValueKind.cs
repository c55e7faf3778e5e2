namespace PiHub.Sdk.Readings;

/// <summary>The kinds of <see cref="MetricValue"/>.</summary>
/// <remarks>Since 0.1.</remarks>
public enum MetricValueKind
{
    /// <summary>A finite double-precision number.</summary>
    Number = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>A short text.</summary>
    Text = 2,
}
