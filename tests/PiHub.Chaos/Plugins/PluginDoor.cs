using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.Chaos.Plugins;

/// <summary>What a person does with plugins, over the API.</summary>
internal sealed class PluginDoor(HubProcess hub)
{
    /// <summary>Installs a package and lets it run.</summary>
    public async Task InstallAsync(byte[] package)
    {
        using ByteArrayContent content = new(package);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await SendAsync("/api/plugins?enable=true&consent=true", content);
    }

    /// <summary>Enables, disables or rolls back.</summary>
    /// <returns>How long it took until the answer.</returns>
    public async Task<TimeSpan> DoAsync(string id, string verb)
    {
        long began = TimeProvider.System.GetTimestamp();
        await SendAsync($"/api/plugins/{id}/{verb}", content: null);
        return TimeProvider.System.GetElapsedTime(began);
    }

    public Task<JsonNode> WaitForStateAsync(string id, string state) =>
        hub.WaitForAsync($"/api/plugins/{id}", plugin => (string?)plugin["state"] == state);

    private async Task SendAsync(string path, HttpContent? content)
    {
        using HttpResponseMessage response = await hub.Http.PostAsync(path, content);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
