namespace PiHub.Api.SystemStatus;

/// <summary>Where the figures of the storage come from.</summary>
internal interface IStorageSource
{
    /// <summary>The storage, as of now.</summary>
    StorageResponse Read();

    /// <summary>The recorder's counters, as of now.</summary>
    /// <param name="mark">Has the time and the process's bytes already.</param>
    WriteMark Count(WriteMark mark);
}
