using PiHub.Api.SystemStatus;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Readings;

/// <summary>What reading everything has shown.</summary>
/// <param name="Records">Records of the journal that were read.</param>
/// <param name="Blocks">Blocks that were read.</param>
/// <param name="Bytes">Bytes of these blocks.</param>
/// <param name="Damages">What is newly found damaged or missing.</param>
internal sealed record VerifyResponse(long Records, long Blocks, long Bytes, IReadOnlyList<DamageResponse> Damages)
{
    public static VerifyResponse Of(VerifyResult result) => new(
        result.Records,
        result.Blocks,
        result.Bytes,
        [.. result.Damages.Select(damage => new DamageResponse(damage.FoundAt, damage.File, damage.Lost))]);
}
