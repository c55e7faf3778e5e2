namespace PiHub.Sdk.Plugins;

public interface IPlugin
{
    void Configure(IPluginBuilder plugin);
}
