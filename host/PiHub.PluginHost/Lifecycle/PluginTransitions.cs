using System.Collections.Frozen;
using static PiHub.PluginHost.PluginState;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>All moves that a plugin can make from one state to another.</summary>
/// <remarks>
/// The usual way is installed → starting → running ⇄ degraded → stopping → disabled. Only <c>starting</c> leads to <c>running</c>, and
/// what has begun to start or run ends through <c>stopping</c>, in which everything is let go of.
/// </remarks>
internal static class PluginTransitions
{
    // What a plugin that is at rest can become: started, or put to another rest, because its owner or another version decides so.
    private static readonly PluginState[] FromRest = [Starting, Disabled, Waiting, Installed, Incompatible, Quarantined];

    private static readonly FrozenDictionary<PluginState, PluginState[]> Moves = new Dictionary<PluginState, PluginState[]>
    {
        [Disabled] = FromRest,
        [Installed] = FromRest,
        [Waiting] = FromRest,
        [Incompatible] = FromRest,
        [Quarantined] = FromRest,
        [Starting] = [Running, Stopping],
        [Running] = [Degraded, Stopping],
        [Degraded] = [Running, Stopping],

        // Straight to starting when another version takes over, or the former one comes back.
        [Stopping] = [Disabled, Starting, Waiting, Incompatible, Quarantined],
    }.ToFrozenDictionary();

    /// <summary>Whether a plugin may go from one state to the other; staying, with another reason, is always allowed.</summary>
    public static bool Allows(PluginState from, PluginState to) => from == to || Moves[from].Contains(to);

    /// <summary>Whether it is at work.</summary>
    public static bool IsUp(this PluginState state) => state is Running or Degraded;

    /// <summary>Whether it is between two states, and will be in another one without anybody doing anything.</summary>
    public static bool IsChanging(this PluginState state) => state is Starting or Stopping;
}
