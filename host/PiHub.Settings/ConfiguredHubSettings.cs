using Microsoft.Extensions.Configuration;
using PiHub.Sdk.Settings;

namespace PiHub.Settings;

/// <summary>Settings as the configuration has them at start.</summary>
internal sealed class ConfiguredHubSettings<TSettings>(IConfiguration section) : ISettings<TSettings>
    where TSettings : class, new()
{
    public TSettings Current { get; } = section.Get<TSettings>() ?? new TSettings();

    public IDisposable OnChange(Action<TSettings> changed) => Unchanging.Instance;

    private sealed class Unchanging : IDisposable
    {
        public static readonly Unchanging Instance = new();

        public void Dispose()
        {
        }
    }
}
