namespace PiHub.Api.Settings;

/// <summary>A page of the hub's settings.</summary>
/// <param name="Id">The last segment of its route.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Live">Whether changes take effect at once, but for those in <paramref name="NeedsRestart"/>; always for the hub's own.</param>
/// <param name="NeedsRestart">The paths of values that wait for a restart.</param>
internal sealed record SectionResponse(string Id, string Title, bool Live, IReadOnlyList<string> NeedsRestart);
