namespace PiHub.PluginHost.Packages;

/// <summary>Something that was dropped into the folder of plugins and cannot be taken.</summary>
/// <param name="Name">The name of the file or folder there.</param>
/// <param name="Reasons">All that is wrong with it, a sentence each without a full stop.</param>
/// <param name="Since">When it was refused.</param>
public sealed record RefusedDrop(string Name, IReadOnlyList<string> Reasons, DateTimeOffset Since);
