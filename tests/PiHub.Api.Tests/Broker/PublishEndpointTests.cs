using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PiHub.Access;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Tests.Broker;

public sealed class PublishEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Message_IsPublishedWithAllItsParts()
    {
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(1);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("published/all", received.Writer.WriteAsync);

        (HttpStatusCode status, JsonNode? body) = await PublishAsync(new
        {
            topic = "published/all",
            payload = "größe",
            qos = 1,
            retain = true,
            content_type = "text/plain",
            response_topic = "answers",
            user_properties = new[] { new { name = "a", value = "1" }, new { name = "a", value = "2" } },
        });
        BusMessage message = await received.Reader.ReadAsync();

        Assert.Equal((HttpStatusCode.OK, 7), (status, (int?)body?["size"]));
        Assert.Equal("größe", Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal((QualityOfService.AtLeastOnce, "text/plain", "answers"), (message.QualityOfService, message.ContentType, message.ResponseTopic));
        Assert.Equal(["a=1", "a=2"], message.UserProperties.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Single(host.Broker.RetainedMessages("published/all", after: null, limit: 1));
    }

    [Fact]
    public async Task Base64_IsDecoded_AndQosIsZeroUnlessGiven()
    {
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(1);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("published/bytes", received.Writer.WriteAsync);

        await PublishAsync(new { topic = "published/bytes", payload = "AP8=", encoding = "base64" });
        BusMessage message = await received.Reader.ReadAsync();

        Assert.Equal([0, 255], message.Payload.ToArray());
        Assert.Equal((QualityOfService.AtMostOnce, false), (message.QualityOfService, message.Retain));
    }

    [Theory]
    [InlineData("""{}""", "topic")]
    [InlineData("""{"topic":""}""", "topic")]
    [InlineData("""{"topic":"a/+"}""", "topic")]
    [InlineData("""{"topic":"pihub/$hub/status"}""", "topic")]
    [InlineData("""{"topic":"$SYS/x"}""", "topic")]
    [InlineData("""{"topic":"a","payload":"AP8","encoding":"base64"}""", "payload")]
    [InlineData("""{"topic":"a","encoding":"hex"}""", "encoding")]
    [InlineData("""{"topic":"a","qos":3}""", "qos")]
    [InlineData("""{"topic":"a","qos":-1}""", "qos")]
    [InlineData("""{"topic":"a","response_topic":"b/#"}""", "response_topic")]
    [InlineData("""{"topic":"a","content_type":"a\u0000"}""", "content_type")]
    [InlineData("""{"topic":"a","user_properties":[{"name":"a"}]}""", "user_properties")]
    [InlineData("""{"topic":"a","user_properties":[null]}""", "user_properties")]
    public async Task BadInput_IsNamed(string request, string field)
    {
        (HttpStatusCode status, JsonNode? body) = await PublishAsync(JsonNode.Parse(request));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body?["errors"]?[field]);
    }

    [Fact]
    public async Task PayloadThatNoClientCouldSend_IsRefused()
    {
        (HttpStatusCode status, JsonNode? body) = await PublishAsync(new { topic = "a", payload = new string('x', 1_048_577) });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body?["errors"]?["payload"]);
    }

    [Fact]
    public async Task MessageThatTheBrokerRefuses_IsAProblemWithItsReason()
    {
        (HttpStatusCode status, JsonNode? body) = await PublishAsync(new { topic = "bad/one", payload = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(JudgingJournal.Reason, (string?)body?["detail"]);
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> PublishAsync(object? body) =>
        host.AskAsync(HttpMethod.Post, "/api/broker/publish", Role.Operator, body);
}
