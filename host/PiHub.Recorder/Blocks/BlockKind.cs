namespace PiHub.Recorder.Blocks;

/// <summary>What a block holds.</summary>
internal enum BlockKind : byte
{
    /// <summary>Readings as recorded.</summary>
    Raw = 0,

    /// <summary>Minutes.</summary>
    Minute = 1,

    /// <summary>Hours.</summary>
    Hour = 2,

    /// <summary>Days.</summary>
    Day = 3,

    /// <summary>A device's events.</summary>
    Event = 4,

    /// <summary>Nothing: says that what was written before of the series, or of the device's events, is deleted.</summary>
    Tombstone = 5,
}
