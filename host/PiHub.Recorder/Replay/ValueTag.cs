namespace PiHub.Recorder.Replay;

/// <summary>What follows a metric's name in the journal; the numbers are on disk.</summary>
internal enum ValueTag : byte
{
    /// <summary>A double, 8 bytes, little-endian.</summary>
    Number = 0,

    /// <summary>False.</summary>
    False = 1,

    /// <summary>True.</summary>
    True = 2,

    /// <summary>Length in bytes, and UTF-8.</summary>
    Text = 3,
}
