namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>A file of the diagnostics.</summary>
internal interface IDiagnosticFile
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its lines as they are; secrets are taken out afterwards.</summary>
    IEnumerable<string> Read();
}
