namespace PiHub.Recorder;

/// <summary>Whether readings reach the disk.</summary>
public enum RecorderState
{
    /// <summary>They do.</summary>
    Ok = 0,

    /// <summary>They wait, unacknowledged, and are tried again; <see cref="RecorderStatus.Message"/> says why.</summary>
    Failing = 1,
}
