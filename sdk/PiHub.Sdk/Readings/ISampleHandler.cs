namespace PiHub.Sdk.Readings;

/// <summary>Handles committed samples. Implemented by the plugin, declared with <c>AddSampleHandler</c>.</summary>
/// <remarks>
/// Calls come from the time the plugin runs until it stops, one at a time and in order of commit. A call that throws is logged with
/// the plugin's id, and the next sample follows. Up to 1,024 samples wait for a slow handler; then the oldest is dropped and counted.
/// Since 0.1.
/// </remarks>
public interface ISampleHandler
{
    /// <summary>Handles one sample.</summary>
    /// <param name="sample">The sample; already on disk.</param>
    /// <param name="cancellationToken">Cancelled when the plugin stops; return then.</param>
    ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken);
}
