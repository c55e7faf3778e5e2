using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Api.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Tests.Broker;

public sealed class BusPublisherTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task MessageThatIsNotStored_IsGivenUp_WithAProblem()
    {
        var time = new SteppedTime();
        var publisher = new BusPublisher(host.Bus, time);
        Task<ProblemHttpResult?> publishing = publisher.PublishAsync(
            new BusMessage { Topic = "stuck/a", Payload = ReadOnlyMemory<byte>.Empty }, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(503, (await publishing)?.StatusCode);
    }
}
