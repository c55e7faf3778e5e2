namespace PiHub.Recorder.Engine;

/// <summary>What reading everything that is stored has shown.</summary>
/// <param name="Blocks">How many blocks were read.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Damages">What is damaged; empty when all is well. It is taken out, so that the next look does not find it again.</param>
public sealed record VerifyResult(long Blocks, long Bytes, IReadOnlyList<Damage> Damages)
{
    /// <summary>How many records of the journal were read.</summary>
    public long Records { get; init; }
}
