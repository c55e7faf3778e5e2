using Microsoft.Extensions.Logging;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks;

/// <summary>Where a store is, and what it stands on.</summary>
internal sealed record BlockStoreSetup(RecorderOptions Options, IFileSystem Files, TimeProvider Time, ILogger Logger)
{
    /// <summary>Behind so many bytes the next block file begins.</summary>
    public required long RotateBytes { get; init; }

    /// <summary>The index.</summary>
    public string IndexPath => Path.Combine(Options.Folder, "index.db");

    /// <summary>The folder of block files.</summary>
    public string BlocksFolder => Path.Combine(Options.Folder, "blocks");
}
