namespace PiHub.Sdk.Plugins;

public interface IPluginBuilder
{
    /// <summary>What no SDK has yet.</summary>
    IPluginBuilder AddTimeTravel();
}
