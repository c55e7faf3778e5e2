namespace PiHub.PluginHost.Permissions;

/// <summary>What a plugin tried without its manifest's leave, and was refused.</summary>
/// <param name="Kind">The permission that it lacked.</param>
/// <param name="Text">The last attempt, e.g. <c>it tried to connect to 'a.example:443', which its manifest does not grant</c>.</param>
/// <param name="Count">How often it tried something of this kind since the hub started.</param>
/// <param name="LastAt">When it tried last, UTC.</param>
public sealed record PluginViolation(PermissionKind Kind, string Text, long Count, DateTimeOffset LastAt);
