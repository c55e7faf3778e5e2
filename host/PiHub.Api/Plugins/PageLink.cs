namespace PiHub.Api.Plugins;

/// <summary>A page of a plugin, for the navigation.</summary>
/// <param name="Id">The page's id.</param>
/// <param name="Title">Its title.</param>
internal sealed record PageLink(string Id, string Title);
