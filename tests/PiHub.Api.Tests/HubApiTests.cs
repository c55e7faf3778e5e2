using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PiHub.Api.Tests;

public sealed class HubApiTests
{
    [Fact]
    public void WebSockets_PeerThatDoesNotAnswerPings_IsGivenUp()
    {
        using ServiceProvider services = new ServiceCollection().AddHubApi().BuildServiceProvider();

        WebSocketOptions options = services.GetRequiredService<IOptions<WebSocketOptions>>().Value;

        Assert.NotEqual(Timeout.InfiniteTimeSpan, options.KeepAliveTimeout);
        Assert.InRange(options.KeepAliveInterval + options.KeepAliveTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));
    }
}
