namespace PiHub.PluginHost.Metering;

/// <summary>One call of a plugin, from <see cref="PluginMeter.Enter"/> to its end; disposed in the method that entered.</summary>
internal readonly struct PluginWork(PluginFlow.Stay stay, CallsInFlight? calls, long number) : IDisposable
{
    public void Dispose()
    {
        stay.Dispose();
        calls?.End(number);
    }
}
