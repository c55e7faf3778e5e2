namespace PiHub.Sdk.Pages;

/// <summary>A place to drop files, with progress and a way to cancel.</summary>
/// <remarks>
/// Each file is a request of its own: <c>POST</c> to the route with the query parameter <c>name</c> (the file's name; never use it as a
/// path), the file's bytes as the body and its media type as <c>Content-Type</c>. The answer is treated as that of a
/// <see cref="PageAction"/>. The hub's HTTP server takes 30,000,000 bytes unless the route allows more. Since 0.2.
/// </remarks>
public sealed record PageUpload : PageElement
{
    /// <summary>The route that takes a file.</summary>
    public required string Route { get; init; }

    /// <summary>What files may be chosen, e.g. <c>.csv,image/*</c>; null: any.</summary>
    public string? Accept { get; init; }

    /// <summary>The greatest size of a file in bytes; null: what the route takes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Several files may be chosen; they are sent one after the other.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>A line of help; null for none.</summary>
    public string? Help { get; init; }
}
