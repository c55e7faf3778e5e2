namespace PiHub.Sdk.Readings;

/// <summary>Handles committed samples. Implemented by the plugin, declared with <c>AddSampleHandler</c>.</summary>
/// <remarks>
/// Calls come while the plugin runs, one at a time and in order of commit. The hub remembers on disk how far each handler class has come with
/// each of its filters: what is committed while the plugin is stopped, upgraded or too slow waits in the hub's log and is handled
/// afterwards, each sample once, as long as the log's bounds allow (64 MiB and 7 days by default). A class that is new begins with the
/// next sample. A call that throws is logged with the plugin's id and counts as handled. Only after the hub was killed may what was
/// handled in the last second come again; and what was handled since an upgrade comes again when a rollback brings an older copy of the
/// plugin's database back. Since 0.1.
/// </remarks>
public interface ISampleHandler
{
    /// <summary>Handles one sample.</summary>
    /// <param name="sample">The sample; already on disk.</param>
    /// <param name="cancellationToken">Cancelled when the plugin stops and the call has not returned within a second; end then with
    /// <see cref="OperationCanceledException"/>, and the sample comes again at the next start.</param>
    ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken);
}
