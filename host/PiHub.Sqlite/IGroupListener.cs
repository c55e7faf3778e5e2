namespace PiHub.Sqlite;

/// <summary>Is told what becomes of units, in their order, on the writer: it must be quick and must not throw.</summary>
/// <typeparam name="TUnit">What is written together or not at all.</typeparam>
public interface IGroupListener<TUnit>
{
    /// <summary>The units are on disk. Those who wait for them continue after this call.</summary>
    /// <param name="units">At least one, in order.</param>
    void Committed(IReadOnlyList<TUnit> units);

    /// <summary>The database refused a unit: a fault of the caller, not of the disk. Whoever waits for it gets the exception.</summary>
    /// <param name="unit">The unit; nothing of it is written.</param>
    /// <param name="exception">Why.</param>
    void Refused(TUnit unit, Exception exception);
}
