namespace PiHub.Recorder.Journal;

/// <summary>What an entry is that is no sample; the numbers are on disk.</summary>
internal enum EntryTag : byte
{
    /// <summary>Device, time in ms since 1970, quality, type, payload.</summary>
    Event = 1,

    /// <summary>Device.</summary>
    Deletion = 2,

    /// <summary>First number, offset in ticks.</summary>
    Clock = 3,
}
