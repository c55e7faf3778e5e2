using System.Buffers;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Writes readings as the lines of a file.</summary>
public interface IReadingWriter
{
    /// <summary>Writes what stands before the first line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isCondensed">Whether buckets follow, not readings.</param>
    void Begin(IBufferWriter<byte> output, bool isCondensed);

    /// <summary>Writes readings, each a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="device">Their device's id.</param>
    /// <param name="metric">Their metric's name.</param>
    /// <param name="run">The readings.</param>
    void Write(IBufferWriter<byte> output, string device, string metric, ReadingRun run);

    /// <summary>Writes a bucket as a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="device">Its device's id.</param>
    /// <param name="metric">Its metric's name.</param>
    /// <param name="bucket">The bucket.</param>
    void Write(IBufferWriter<byte> output, string device, string metric, ReadingBucket bucket);
}
