using PiHub.Sdk.Settings;
using PiHub.Settings.General;

namespace PiHub.Automations.Tests;

/// <summary>General settings that do not change.</summary>
internal sealed class FixedSettings(GeneralSettings settings) : ISettings<GeneralSettings>, IDisposable
{
    public GeneralSettings Current => settings;

    public IDisposable OnChange(Action<GeneralSettings> changed) => this;

    public void Dispose()
    {
    }
}
