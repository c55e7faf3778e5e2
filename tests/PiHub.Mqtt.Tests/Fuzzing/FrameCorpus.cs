using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Tests.Codec;

namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>Valid frames of every type in one version, the same for the same seed.</summary>
internal sealed class FrameCorpus
{
    private const int FrameCount = 600;
    private const int MaximumFrameBytes = 4_096;

    /// <summary>Makes the frames.</summary>
    public FrameCorpus(ProtocolVersion version, int seed)
    {
        Version = version;
        Frames = [.. PacketGenerators.Any(version).Sample(50, new Rnd((ulong)seed), FrameCount)
            .Select(packet => PacketBytes.Write(packet, version))
            .Where(frame => frame.Length <= MaximumFrameBytes)];
    }

    public ProtocolVersion Version { get; }

    public IReadOnlyList<byte[]> Frames { get; }
}
