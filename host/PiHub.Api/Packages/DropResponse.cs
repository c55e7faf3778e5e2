using PiHub.PluginHost.Packages;

namespace PiHub.Api.Packages;

/// <summary>A refused drop as the API shows it.</summary>
/// <param name="Name">The name of the file or folder.</param>
/// <param name="Reasons">All that is wrong with it.</param>
/// <param name="Since">When it was refused.</param>
internal sealed record DropResponse(string Name, IReadOnlyList<string> Reasons, DateTimeOffset Since)
{
    public static DropResponse Of(RefusedDrop drop) => new(drop.Name, drop.Reasons, drop.Since);
}
