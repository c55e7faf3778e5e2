using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Client;

/// <summary>What failed and what to do about it, for a person.</summary>
internal static class FailureText
{
    public const string Closed = "The server closed the connection without a reason. If this repeats, look into its log, and whether another client uses the same client id.";

    public static string Silent(TimeSpan silence) =>
        $"The server was silent for {silence.TotalSeconds:0.#} s; the connection was given up. Check the network between.";

    public static string HandlerFailed(string topic) =>
        $"A message on {topic} could not be processed and stays unacknowledged; the server will send it again. The log says why.";

    public static string FileUnusable(string path, Exception exception) => $"The file {path} cannot be used: {exception.Message}";

    public static string NotAnswered(MqttClientOptions options) =>
        $"{options} did not accept the connection within {options.ConnectTimeout.TotalSeconds:0.#} s. Check the address, the port and the firewall.";

    public static string ClosedEarly(MqttClientOptions options) => $"{options} closed the connection before it answered. Check the port, whether it "
        + (options.UsesTls ? "wants a client certificate" : "expects TLS") + $", and whether it serves {NameOf(options.Version)}.";

    public static string NotMqtt(MqttClientOptions options, string detail) =>
        $"{options} does not answer in {NameOf(options.Version)} ({detail}). Check the port and the protocol version.";

    public static string NoWebSocket(MqttClientOptions options) =>
        $"{options} serves no MQTT over WebSocket. Check the port and the path, which is usually /mqtt.";

    public static string PublishRefused(string topic, AcknowledgementPacket packet) =>
        $"The server refuses the message on {topic}: {Words(packet.Reason)}{Quote(packet.Properties?.ReasonString)}.";

    public static string SubscriptionRefused(string filter, ReasonCode reason, string? words) =>
        $"The server refuses the subscription to {filter}: {Words(reason)}{Quote(words)}. Check what the user may read there.";

    public static LinkEnd OfConnAck(ConnAckPacket packet, MqttClientOptions options)
    {
        string said = Quote(packet.Properties?.ReasonString);
        string text = packet.Reason switch
        {
            ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized =>
                $"The server refuses the user name or password{said}. Check both, and whether the user may connect.",
            ReasonCode.UnsupportedProtocolVersion => $"The server does not serve {NameOf(options.Version)}{said}. Set the other version.",
            ReasonCode.ClientIdentifierNotValid => $"The server refuses the client id{said}. Choose another one.",
            ReasonCode.UseAnotherServer or ReasonCode.ServerMoved => Elsewhere(packet.Properties),
            _ => $"The server refuses the connection: {Words(packet.Reason)}{said}.",
        };
        return new LinkEnd(text);
    }

    public static LinkEnd OfDisconnect(DisconnectPacket packet) => packet.Reason switch
    {
        ReasonCode.SessionTakenOver => new LinkEnd(
            "Another client has connected with the same client id and taken the session over. Give each client its own id.")
        {
            WaitsLongest = true,
        },
        ReasonCode.UseAnotherServer or ReasonCode.ServerMoved => new LinkEnd(Elsewhere(packet.Properties)),
        _ => new LinkEnd($"The server ended the connection: {Words(packet.Reason)}{Quote(packet.Properties?.ReasonString)}."),
    };

    public static LinkEnd OfLink(Exception exception) => exception switch
    {
        MqttProtocolException broken =>
            new LinkEnd($"The server broke the protocol: {broken.Message}. Its maker should know.") { Farewell = broken.Reason },
        IOException or OperationCanceledException or ObjectDisposedException or WebSocketException =>
            new LinkEnd($"The connection was lost: {exception.GetBaseException().Message}. Check the network between."),
        _ => new LinkEnd($"The connection failed: {exception.Message}"),
    };

    public static string OfConnecting(Exception exception, MqttClientOptions options)
    {
        if (exception.GetBaseException() is SocketException { SocketErrorCode: var code })
        {
            return code switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                    $"The name {options.Server.IdnHost} is not known. Check the spelling and the network's name server.",
                SocketError.ConnectionRefused => $"Nothing listens at {options}. Check the port, and whether the server runs.",
                SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown =>
                    $"There is no route to {options.Server.IdnHost}. Check this machine's network.",
                SocketError.TimedOut => NotAnswered(options),
                SocketError.ConnectionReset => ClosedEarly(options),
                _ => $"{options} cannot be reached: {exception.GetBaseException().Message}.",
            };
        }

        return exception switch
        {
            WebSocketException => NoWebSocket(options),
            AuthenticationException or IOException when options.UsesTls =>
                $"{options} does not answer with TLS ({exception.GetBaseException().Message}). Check the port.",
            _ => $"{options} cannot be reached: {exception.GetBaseException().Message}.",
        };
    }

    private static string Elsewhere(PacketProperties? properties) => properties?.ServerReference is { } server
        ? $"The server asks to use {server} instead. If that is right, set it as the server."
        : "The server asks to use another server. Ask its operator which.";

    // "NotAuthorized" becomes "not authorized".
    private static string Words(ReasonCode reason) => Enum.IsDefined(reason)
        ? string.Concat($"{reason}".Select((letter, i) => char.IsUpper(letter) && i > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{letter}".ToLowerInvariant()))
        : $"0x{(byte)reason:X2}";

    private static string Quote(string? words) => string.IsNullOrEmpty(words) ? "" : $" (“{words}”)";

    private static string NameOf(ProtocolVersion version) => version == ProtocolVersion.V5 ? "MQTT 5" : "MQTT 3.1.1";
}
