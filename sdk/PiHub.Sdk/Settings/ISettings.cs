namespace PiHub.Sdk.Settings;

/// <summary>The settings of a plugin as they are now. Implemented by the host; injected; safe to use from any thread.</summary>
/// <typeparam name="TSettings">The class declared with <c>AddSettings</c>.</typeparam>
/// <remarks>Changes by the owner take effect without a restart of the plugin. A value that the settings' rules refuse never arrives here:
/// the next source's counts, in the end the class's default. What is required and not given yet is as the class has it; the plugin
/// runs, and is shown as degraded. Since 0.2.</remarks>
public interface ISettings<TSettings>
    where TSettings : class
{
    /// <summary>The settings now; an object that no longer changes.</summary>
    TSettings Current { get; }

    /// <summary>Calls back after a change, one call at a time, from a thread pool thread; changes during a call are told in one. An
    /// exception is logged with the plugin's id.</summary>
    /// <param name="changed">Gets the new settings.</param>
    /// <returns>Dispose it to be called no more; the plugin's end does so too.</returns>
    IDisposable OnChange(Action<TSettings> changed);
}
