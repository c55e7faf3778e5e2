using PiHub.Recorder.Engine;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Tells trouble with the disk or the engine, which is waited out, from faults.</summary>
internal static class StorageTrouble
{
    // errno of Linux; .NET hands it on.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaExceeded = 122;

    /// <summary>Cause, place and remedy in one line; null when the exception is no such trouble.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="path">What it happened to.</param>
    public static string? Describe(Exception exception, string path) => exception switch
    {
        EngineException => exception.Message,
        IOException { HResult: NoSpace or QuotaExceeded } => $"the disk of '{path}' is full. Free some space on it.",
        IOException { HResult: ReadOnly } =>
            $"the disk of '{path}' is read-only. Check whether an error made it so (the kernel's log tells), and mount it writable.",
        _ => DiskTrouble.Describe(exception, path),
    };
}
