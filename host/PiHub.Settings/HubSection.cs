namespace PiHub.Settings;

/// <summary>A page of the hub's own settings.</summary>
/// <param name="Id">The last segment of its route, e.g. <c>backups</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Section">The section of the configuration that its values are also read from, e.g. <c>Backups</c>.</param>
/// <param name="SettingsType">The class with the values and their rules.</param>
public sealed record HubSection(string Id, string Title, string Section, Type SettingsType);
