using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Clients;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>What the mosquitto clients can express of the statements, so that not only our own codec judges our broker.</summary>
public sealed class ForeignConformanceTests
{
    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    [Statement("3.1.2-5 4.3.3-1 4.3.3-2", "4.5.0-1 4.3.3-1 4.3.3-8")]
    public async Task Session_Offline_GetsWhatWaited(string version)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        string[] session = ["-i", "keeper", "-c", "-t", "t/#", "-q", "2", .. version == "mqttv5" ? (string[])["-x", "3600"] : []];
        using (ForeignProgram first = Subscriber(broker, version, [.. session, "-E"]))
        {
            await first.ExpectSuccessAsync();
        }

        for (int quality = 1; quality <= 2; quality++)
        {
            await PublishAsync(broker, version, "-t", "t/x", "-m", $"waited {quality}", "-q", $"{quality}");
        }

        using ForeignProgram again = Subscriber(broker, version, [.. session, "-C", "2", "-F", "%q %p"]);
        Assert.Equal("1 waited 1", await again.ReadLineAsync());
        Assert.Equal("2 waited 2", await again.ReadLineAsync());
        await again.ExpectSuccessAsync();
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    [Statement("3.1.2-8 3.1.2-17", "3.1.2-8 3.1.2-15")]
    public async Task Will_ClientKilled_IsPublishedAndRetained(string version)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        await PublishAsync(broker, version, "-t", "ready", "-m", "go", "-r", "-q", "1");
        Assert.Equal("go", await watcher.ReadPayloadAsync());
        string[] will = ["-i", "mortal", "-t", "ready", "--will-topic", "w", "--will-payload", "gone", "--will-qos", "2", "--will-retain"];
        using (ForeignProgram mortal = Subscriber(broker, version, will))
        {
            Assert.Equal("go", await mortal.ReadLineAsync());
        } // killed

        Assert.Equal("gone", await watcher.ReadPayloadAsync());
        using ForeignProgram late = Subscriber(broker, version, "-t", "w", "-q", "2", "-C", "1", "-F", "%r %q %p");
        Assert.Equal("1 2 gone", await late.ReadLineAsync());
    }

    [Fact]
    [Statement(v5: "3.3.2-4 3.3.2-6 3.3.2-15 3.3.2-16 3.3.2-17 3.3.2-20")]
    public async Task Properties_OfMqtt5_AreForwarded()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        string[] properties =
        [
            "content-type text/plain", "response-topic answer", "correlation-data 42", "payload-format-indicator 1",
            "message-expiry-interval 600", "user-property b 1", "user-property a 2",
        ];
        await PublishAsync(broker, "mqttv5", [
            "-t", "t", "-m", "x", "-q", "1", "-r", .. properties.SelectMany(property => (string[])["-D", "publish", .. property.Split(' ')])]);
        using ForeignProgram subscriber = Subscriber(broker, "mqttv5", "-t", "t", "-C", "1", "-F", "%C|%R|%D|%F|%P|%p");
        Assert.Equal("text/plain|answer|42|1|b:1 a:2|x", await subscriber.ReadLineAsync());
    }

    [Fact]
    [Statement(v5: "4.8.2-1 4.8.2-3")]
    public async Task Share_OfForeignClients_GetsOneCopy()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        await PublishAsync(broker, "mqttv5", "-t", "ready", "-m", "go", "-r", "-q", "1");
        using ForeignProgram member = Subscriber(broker, "mqttv5", "-i", "m", "-t", "$share/g/t", "-t", "ready", "-q", "1", "-C", "3");
        Assert.Equal("go", await member.ReadLineAsync()); // subscribed
        await PublishAsync(broker, "mqttv5", "-t", "t", "-m", "one", "-q", "1");
        await PublishAsync(broker, "mqttv311", "-t", "t", "-m", "two", "-q", "2");
        Assert.Equal("one", await member.ReadLineAsync());
        Assert.Equal("two", await member.ReadLineAsync());
        await member.ExpectSuccessAsync();
    }

    private static ForeignProgram Subscriber(TestedBroker broker, string version, params string[] arguments) =>
        ForeignProgram.Start("mosquitto-clients", "mosquitto_sub", ["-p", $"{broker.MqttPort}", "-V", version, .. arguments]);

    private static async Task PublishAsync(TestedBroker broker, string version, params string[] arguments)
    {
        using ForeignProgram publisher = ForeignProgram.Start(
            "mosquitto-clients", "mosquitto_pub", ["-p", $"{broker.MqttPort}", "-V", version, .. arguments]);
        await publisher.ExpectSuccessAsync();
    }
}
