namespace PiHub.Sqlite;

/// <summary>Writes groups of units for a <see cref="GroupWriter{TUnit}"/>. One caller at a time.</summary>
/// <typeparam name="TUnit">What is written together or not at all.</typeparam>
public interface IGroupConnection<TUnit> : IDisposable
{
    /// <summary>Writes all units in one transaction; on return they are on disk.</summary>
    /// <param name="units">At least one, in order.</param>
    /// <exception cref="Exception">Nothing is written. What <see cref="DiskTrouble"/> does not know refuses the units for good.</exception>
    void Commit(IReadOnlyList<TUnit> units);
}
