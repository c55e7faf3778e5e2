namespace PiHub.Api.SystemStatus;

/// <summary>A damaged part of a file.</summary>
/// <param name="FoundAt">When it was found.</param>
/// <param name="File">The file.</param>
/// <param name="Lost">What is lost with it, for people.</param>
internal sealed record DamageResponse(DateTimeOffset FoundAt, string File, string Lost);
