using System.Text;
using System.Threading.Channels;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Clients;

/// <summary>Clients that others wrote: both versions, both directions, live and retained.</summary>
public sealed class ForeignClientTests : IClassFixture<MqttJsFixture>
{
    private readonly MqttJsFixture _mqttJs;

    public ForeignClientTests(MqttJsFixture mqttJs) => _mqttJs = mqttJs;

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquitto_PublishAndSubscribe_Work(string version)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(100);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("m/out/#", received.Writer.WriteAsync);
        foreach (string quality in new[] { "0", "1" })
        {
            using ForeignProgram publisher = Mosquitto(host, "mosquitto_pub", version, "-t", $"m/out/{quality}", "-m", $"payload {quality}", "-q", quality, "-r");
            await publisher.ExpectSuccessAsync();
            BusMessage message = await received.Reader.ReadAsync();
            Assert.Equal(($"m/out/{quality}", $"payload {quality}"), (message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
        }

        // Retained by the publisher before, then live from the bus.
        using ForeignProgram subscriber = Mosquitto(host, "mosquitto_sub", version, "-t", "m/#", "-q", "1", "-C", "3", "-F", "%r %q %t %p");
        string[] retained = [await subscriber.ReadLineAsync(), await subscriber.ReadLineAsync()];
        Assert.Equal(["1 0 m/out/0 payload 0", "1 1 m/out/1 payload 1"], retained.Order());
        await PublishAsync(host, "m/in", "live");
        Assert.Equal("0 1 m/in live", await subscriber.ReadLineAsync());
        await subscriber.ExpectSuccessAsync();
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquitto_ThousandLines_AllArriveInOrder(string version)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ForeignProgram subscriber = Mosquitto(host, "mosquitto_sub", version, "-t", "bulk", "-t", "ready", "-q", "1", "-C", "1001");
        await PublishAsync(host, "ready", "go", retain: true);
        Assert.Equal("go", await subscriber.ReadLineAsync());
        string file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 1_000).Select(i => $"{i}"));
        using ForeignProgram publisher = ForeignProgram.Start(
            "mosquitto-clients", "sh", "-c", $"mosquitto_pub -p {host.MqttPort} -V {version} -t bulk -q 1 -l < {file}");
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal($"{i}", await subscriber.ReadLineAsync());
        }

        await publisher.ExpectSuccessAsync();
        File.Delete(file);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    public async Task Paho_PublishAndSubscribe_Work(string level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ForeignProgram paho = ForeignProgram.Start(
            "python3", "/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "Clients", "paho_client.py"), $"{host.MqttPort}", level);
        await ExchangeAsync(host, paho, "py");
    }

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    public async Task MqttJs_OverWebSocket_Works(string level)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ForeignProgram node = ForeignProgram.Start("nodejs", "node", _mqttJs.Script, $"ws://127.0.0.1:{host.HttpPort}/mqtt", level);
        await ExchangeAsync(host, node, "js");
    }

    private static async Task ExchangeAsync(BrokerHost host, ForeignProgram client, string prefix)
    {
        await PublishAsync(host, $"{prefix}/in/kept", "before", retain: true);
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(100);
        await using IAsyncDisposable subscription = host.Bus.Subscribe($"{prefix}/out", received.Writer.WriteAsync);
        string[] first = [await client.ReadLineAsync(), await client.ReadLineAsync()];
        Assert.Equal(["published", $"true {prefix}/in/kept before"], first.Order());
        Assert.Equal("zero", Encoding.UTF8.GetString((await received.Reader.ReadAsync()).Payload.Span));
        Assert.Equal("one", Encoding.UTF8.GetString((await received.Reader.ReadAsync()).Payload.Span));
        Assert.Equal(2, host.Broker.Status().RetainedMessages);
        await PublishAsync(host, $"{prefix}/in/live", "during");
        Assert.Equal($"false {prefix}/in/live during", await client.ReadLineAsync());
        await PublishAsync(host, $"{prefix}/in/live", "end");
        Assert.Equal($"false {prefix}/in/live end", await client.ReadLineAsync());
        await client.ExpectSuccessAsync();
    }

    private static ForeignProgram Mosquitto(BrokerHost host, string program, string version, params string[] arguments) =>
        ForeignProgram.Start("mosquitto-clients", program, ["-p", $"{host.MqttPort}", "-V", version, .. arguments]);

    private static ValueTask PublishAsync(BrokerHost host, string topic, string payload, bool retain = false) =>
        host.Bus.PublishAsync(new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), Retain = retain }, CancellationToken.None);
}
