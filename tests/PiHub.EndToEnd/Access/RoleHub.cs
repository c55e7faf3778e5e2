using System.Net.WebSockets;
using System.Text;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Access;

/// <summary>A hub with a key for each role, and the question whether somebody is let in.</summary>
public sealed class RoleHub : IAsyncLifetime
{
    private const string NoSuchChannel = "no-such-channel";

    private readonly Dictionary<string, string> _keys = [];
    private HubProcess? _hub;

    internal HubProcess Hub => _hub ?? throw new InvalidOperationException("The hub has not been started.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync();
        foreach (string role in RoleLine.Everybody.Skip(1))
        {
            _keys[role] = await _hub.SignInAsync($"role-{role}", role);
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }

    /// <summary>The status of a route's answer.</summary>
    internal async Task<int> AskAsync(HubRoute route, string who)
    {
        Hub.Http.DefaultRequestHeaders.Clear();
        using HttpRequestMessage request = route.Request();
        if (who != RoleLine.Nobody)
        {
            request.Headers.Add("X-API-Key", _keys[who]);
        }

        using HttpResponseMessage response = await Hub.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    /// <summary>Whether somebody may follow a channel of the live events.</summary>
    internal async Task<bool> MayFollowAsync(string channel, string who)
    {
        (string, string)[] headers = who == RoleLine.Nobody ? [] : [("X-API-Key", _keys[who])];
        LiveSocket socket;
        try
        {
            socket = await LiveSocket.OpenAsync(Hub, "/api/events", headers);
        }
        catch (WebSocketException)
        {
            return false;
        }

        using (socket)
        {
            // The second request is always refused; who is told something before was refused the first.
            await socket.SendAsync($$"""{"subscribe":["{{channel}}"]}""");
            await socket.SendAsync($$"""{"subscribe":["{{NoSuchChannel}}"]}""");
            while (true)
            {
                string message = Encoding.UTF8.GetString(
                    await socket.ReceiveAsync() ?? throw new InvalidOperationException($"The hub ended the events of {who}."));
                if (message.Contains("\"topic\":\"error\"", StringComparison.Ordinal))
                {
                    return message.Contains(NoSuchChannel, StringComparison.Ordinal);
                }
            }
        }
    }

    /// <summary>Whether somebody may publish to a topic.</summary>
    internal async Task<bool> MayPublishAsync(string topic, string who)
    {
        if (who == RoleLine.Nobody)
        {
            return false; // nobody connects: AccessTests
        }

        using MqttSession session = await MqttSession.OverTcpAsync(Hub, _keys[who]);
        return await session.PublishAsync(topic, """{"a":1}""");
    }

    /// <summary>Whether somebody may subscribe to a filter.</summary>
    internal async Task<bool> MaySubscribeAsync(string filter, string who)
    {
        if (who == RoleLine.Nobody)
        {
            return false;
        }

        using MqttSession session = await MqttSession.OverWebSocketAsync(Hub, _keys[who]);
        return await session.SubscribeAsync(filter);
    }
}
