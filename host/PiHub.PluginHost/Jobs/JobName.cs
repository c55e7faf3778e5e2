namespace PiHub.PluginHost.Jobs;

/// <summary>A job of a plugin, by its two ids.</summary>
internal readonly record struct JobName(string Plugin, string Job)
{
    public override string ToString() => $"{Plugin}/{Job}";
}
