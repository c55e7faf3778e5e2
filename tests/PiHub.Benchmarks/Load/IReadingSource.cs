namespace PiHub.Benchmarks.Load;

/// <summary>Readings of one device, one second or line after the other, the same each time.</summary>
internal interface IReadingSource : IDisposable
{
    /// <summary>The device's id.</summary>
    string Device { get; }

    /// <summary>The metrics' names.</summary>
    IReadOnlyList<string> Metrics { get; }

    /// <summary>Goes on to the next sample.</summary>
    /// <param name="timeMs">Its time, ms since 1970 UTC, ascending.</param>
    /// <param name="values">Gets a value for each metric.</param>
    /// <returns>False when there is none.</returns>
    bool TryRead(out long timeMs, Span<double> values);
}
