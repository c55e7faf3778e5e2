using System.Text.Json.Nodes;

namespace PiHub.Settings.Transfer;

/// <summary>A part of the hub's configuration that is exported and imported with the rest. Implemented by the parts of the hub.</summary>
public interface IConfigurationPart
{
    /// <summary>Its name in the document, in snake_case, e.g. <c>devices</c>.</summary>
    string Name { get; }

    /// <summary>What is to be kept, so that <see cref="ImportAsync"/> makes it anew on another hub; null: nothing.</summary>
    /// <param name="passphrase">Encrypts secrets; null leaves them out.</param>
    JsonNode? Export(string? passphrase);

    /// <summary>Takes what <see cref="Export"/> gave; what the hub has besides stays. Called twice: first as a trial, which only tells what
    /// would change and what is wrong; and again when no part found anything wrong.</summary>
    /// <param name="import">The part's content, and where to tell.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask ImportAsync(ConfigurationImport import, CancellationToken cancellationToken);
}
