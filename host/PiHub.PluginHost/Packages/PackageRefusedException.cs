namespace PiHub.PluginHost.Packages;

/// <summary>A package is refused, and nothing of it is left behind.</summary>
/// <param name="reasons">All that is wrong with it, a sentence each with its remedy, without full stops.</param>
public sealed class PackageRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join("; ", reasons))
{
    /// <summary>All that is wrong with it, a sentence each with its remedy, without full stops.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
