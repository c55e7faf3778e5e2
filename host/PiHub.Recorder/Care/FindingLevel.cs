namespace PiHub.Recorder.Care;

/// <summary>What a <see cref="Finding"/> means.</summary>
public enum FindingLevel
{
    /// <summary>All is well.</summary>
    Ok = 0,

    /// <summary>Good to know; nothing needs to be done.</summary>
    Note = 1,

    /// <summary>Something was wrong and is mended, or given up.</summary>
    Mended = 2,

    /// <summary>Something is wrong.</summary>
    Wrong = 3,
}
