namespace PiHub.PluginHost.State;

/// <summary>What the hub remembers of a plugin. Immutable.</summary>
internal sealed record PluginRecord
{
    public required string Id { get; init; }

    /// <summary>A plugin that nobody has switched off is on.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The name of the version that runs, or would; null when nothing was chosen yet.</summary>
    public string? Chosen { get; init; }

    /// <summary>The name of the version that a rollback goes to.</summary>
    public string? Previous { get; init; }

    /// <summary>The name of a version that waits for consent.</summary>
    public string? Pending { get; init; }

    /// <summary>What the owner agreed to; null before the first start.</summary>
    public PluginGrant? Granted { get; init; }

    /// <summary>Why it is not started any more until its owner enables it; null: it is.</summary>
    public string? Quarantine { get; init; }

    /// <summary>The intent of a change of version that is not over: the name of the version that takes over from the chosen one.</summary>
    public string? ChangingTo { get; init; }

    public PluginChange? LastChange { get; init; }
}
