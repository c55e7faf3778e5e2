namespace PiHub.Sqlite;

/// <summary>Is told how the disk does, at every attempt and one at a time.</summary>
public interface IDiskListener
{
    /// <summary>An attempt failed; it is repeated.</summary>
    /// <param name="trouble">Cause, file and remedy in one line.</param>
    void Failing(string trouble);

    /// <summary>An attempt succeeded.</summary>
    void Working();
}
