namespace PiHub.PluginHost.Tests.Agreement;

/// <summary>The probe plugin in the real host.</summary>
internal sealed class HostedProbe(TestHost host) : IProbe
{
    public HttpClient Http => host.Http;

    public int Errors => host.Errors.Count;

    public async Task AppendAsync(string device, int minute) => await host.AppendAsync(device, minute);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
