using PiHub.Sdk.Readings;
using PiHub.Sdk.Testing;

namespace PiHub.PluginHost.Tests.Agreement;

/// <summary>The probe plugin in what authors test with.</summary>
internal sealed class TestedProbe(PluginUnderTest plugin) : IProbe
{
    public HttpClient Http => plugin.Http;

    public int Errors => plugin.Log.Errors.Count;

    public async Task AppendAsync(string device, int minute) => await plugin.Readings.AppendAsync(
        new Sample
        {
            Device = device,
            Time = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            Metrics = new Dictionary<string, MetricValue> { ["a"] = minute },
        },
        CancellationToken.None);

    public ValueTask DisposeAsync() => plugin.DisposeAsync();
}
