namespace PiHub.Api.Plugins;

/// <summary>A page of a plugin, for the navigation.</summary>
/// <param name="Id">The page's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Icon">The name of its icon; null: a sheet of paper.</param>
/// <param name="Hidden">Whether it has no entry in the navigation.</param>
internal sealed record PageLink(string Id, string Title, string? Icon, bool Hidden);
