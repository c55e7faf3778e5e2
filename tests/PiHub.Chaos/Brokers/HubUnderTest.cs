using System.Globalization;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.Chaos.Brokers;

/// <summary>The real hub on one data folder, which is gone afterwards.</summary>
internal sealed class HubUnderTest : IBrokerUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private HubProcess? _hub;
    private string[] _ports = [];

    /// <summary>The running hub.</summary>
    public HubProcess Hub => _hub ?? throw new InvalidOperationException("The hub was not started.");

    public async Task<int> StartAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _hub = await HubProcess.StartAsync(_folder.Path, ["--demo", .. _ports]);
        _ports =
        [
            "--http", _hub.HttpPort.ToString(CultureInfo.InvariantCulture),
            "--mqtt", _hub.MqttPort.ToString(CultureInfo.InvariantCulture),
        ];
        return _hub.MqttPort;
    }

    public Task KillAsync() => Hub.KillAsync();

    public async Task<IReadOnlySet<int>?> ReadNumbersAsync(string device)
    {
        await Hub.SignInAsync($"check-{device}");
        HashSet<int> numbers = [];
        string? after = null;
        do
        {
            string page = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            JsonNode answer = await Hub.GetAsync(
                $"/api/readings?device={device}&metric=number&from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=10000{page}");
            foreach (JsonNode? point in answer["points"]?.AsArray() ?? [])
            {
                numbers.Add((int)((double?)point?["value"] ?? 0));
            }

            after = (string?)answer["next"];
        }
        while (after is not null);
        return numbers;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _folder.Dispose();
    }
}
