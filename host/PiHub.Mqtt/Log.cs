using System.Net;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt;

/// <summary>Every log message of the broker.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "MQTT client {ClientId} of {User} connected from {RemoteAddress} with {Version}")]
    public static partial void ClientConnected(ILogger logger, string clientId, string user, IPAddress? remoteAddress, ProtocolVersion version);

    [LoggerMessage(2, LogLevel.Information, "MQTT client {ClientId} disconnected: {Reason}")]
    public static partial void ClientDisconnected(ILogger logger, string clientId, string reason);

    [LoggerMessage(3, LogLevel.Warning, "MQTT client {ClientId} from {RemoteAddress} was refused: {Reason}")]
    public static partial void ClientRefused(ILogger logger, string clientId, IPAddress? remoteAddress, ReasonCode reason);

    [LoggerMessage(4, LogLevel.Information, "MQTT connection from {RemoteAddress} ended before it was a client: {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, IPAddress? remoteAddress, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Message of {ClientId} on {Topic} was rejected: {Reason}. Further ones of this connection are logged as debug.")]
    public static partial void FirstMessageRejected(ILogger logger, string clientId, string topic, string? reason);

    [LoggerMessage(6, LogLevel.Debug, "Message of {ClientId} on {Topic} was rejected: {Reason}")]
    public static partial void MessageRejected(ILogger logger, string clientId, string topic, string? reason);

    [LoggerMessage(7, LogLevel.Error, "The journal failed on a message of {ClientId}; it is not acknowledged")]
    public static partial void JournalFailed(ILogger logger, Exception exception, string clientId);

    [LoggerMessage(8, LogLevel.Error, "The connection of MQTT client {ClientId} failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string clientId);

    [LoggerMessage(9, LogLevel.Error, "The in-process handler of {TopicFilter} failed on a message of {Topic}; the next message follows")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, string topicFilter, string topic);

    [LoggerMessage(10, LogLevel.Warning, "{Connections} MQTT connections did not end in time and were cut off")]
    public static partial void StopTimedOut(ILogger logger, int connections);

    [LoggerMessage(11, LogLevel.Warning, "The former connection of MQTT client {ClientId} still waits for the journal; the new one starts before its will")]
    public static partial void TakeOverTimedOut(ILogger logger, string clientId);

    [LoggerMessage(12, LogLevel.Warning, "The will of MQTT client {ClientId} was not published: {Reason}")]
    public static partial void WillNotPublished(ILogger logger, string clientId, string reason);

    [LoggerMessage(101, LogLevel.Debug, "MQTT connection from {RemoteAddress} ended before it was a client: {Reason}")]
    public static partial void ConnectionEndedInFlood(ILogger logger, IPAddress? remoteAddress, string reason);

    [LoggerMessage(102, LogLevel.Warning, "{Count} MQTT connections were refused or closed by the limit Mqtt:{Limit} since this was last logged")]
    public static partial void ConnectionsRefused(ILogger logger, long count, string limit);

    [LoggerMessage(103, LogLevel.Warning, "MQTT client {ClientId} from {RemoteAddress} showed no valid key or certificate: failure {Failures} of its address. Next: the tenth, hundredth…")]
    public static partial void LoginFailed(ILogger logger, string clientId, IPAddress? remoteAddress, int failures);

    [LoggerMessage(104, LogLevel.Debug, "MQTT client {ClientId} from {RemoteAddress} showed no valid key or certificate: failure {Failures} of its address")]
    public static partial void LoginFailedAgain(ILogger logger, string clientId, IPAddress? remoteAddress, int failures);

    [LoggerMessage(13, LogLevel.Warning, "MQTT client {ClientId} was disconnected: {Reason}")]
    public static partial void ClientAtFault(ILogger logger, string clientId, string reason);

    [LoggerMessage(60, LogLevel.Error, "Storing fails, nothing that depends on it is acknowledged: {Message}")]
    public static partial void StoringFails(ILogger logger, string message);

    [LoggerMessage(61, LogLevel.Information, "Storing to '{Path}' works again; it failed for {Duration}")]
    public static partial void StoringWorksAgain(ILogger logger, string path, TimeSpan duration);

    [LoggerMessage(62, LogLevel.Error, "The database refused a change; it is not stored")]
    public static partial void UnitRefused(ILogger logger, Exception exception);

    [LoggerMessage(63, LogLevel.Error, "What should follow a stored change failed")]
    public static partial void CommittedCallFailed(ILogger logger, Exception exception);

    [LoggerMessage(64, LogLevel.Warning, "Storing starts anew: {Message}")]
    public static partial void DamagedFileMoved(ILogger logger, string message);

    [LoggerMessage(14, LogLevel.Warning, "What was still to be written of ended MQTT sessions was not, because the store is stuck")]
    public static partial void SessionsNotWritten(ILogger logger);

    [LoggerMessage(40, LogLevel.Error, "The broker's own numbers could not be published on $SYS")]
    public static partial void SystemTopicsFailed(ILogger logger, Exception exception);

    [LoggerMessage(80, LogLevel.Information, "Connected to MQTT server {Server} as {ClientId} with {Version}")]
    public static partial void ClientOnline(ILogger logger, string server, string clientId, ProtocolVersion version);

    [LoggerMessage(81, LogLevel.Warning, "Not connected to MQTT server {Server}, trying again and again: {Reason}")]
    public static partial void ClientNotConnected(ILogger logger, string server, string reason);

    [LoggerMessage(82, LogLevel.Error, "The handler of a message on {Topic} failed; the message stays unacknowledged")]
    public static partial void ClientHandlerFailed(ILogger logger, Exception exception, string topic);

    [LoggerMessage(83, LogLevel.Debug, "A message on {Topic} matches no subscription; it is acknowledged and forgotten")]
    public static partial void ClientMessageUnwanted(ILogger logger, string topic);

    [LoggerMessage(84, LogLevel.Warning, "MQTT server {Server}: {Problem}")]
    public static partial void ClientSubscriptionRefused(ILogger logger, string server, string problem);

    [LoggerMessage(85, LogLevel.Warning, "MQTT server {Server} grants QoS {GrantedQuality} for {Filter}; QoS {AskedQuality} was asked for")]
    public static partial void ClientSubscriptionWeaker(ILogger logger, string server, string filter, int grantedQuality, int askedQuality);

    [LoggerMessage(86, LogLevel.Warning, "Handlers of messages from MQTT server {Server} do not end though their client is disposed")]
    public static partial void ClientHandlersLeft(ILogger logger, string server);

    [LoggerMessage(120, LogLevel.Warning, "Bridge {Bridge} drops a message on {Topic}: {Reason} Next: the tenth, hundredth…")]
    public static partial void BridgeMessageDropped(ILogger logger, string bridge, string topic, string reason);

    [LoggerMessage(121, LogLevel.Warning, "The remote broker of bridge {Bridge} takes QoS {MaximumQuality} at most, retained messages: {ServesRetained}; messages are sent accordingly")]
    public static partial void BridgeSendsWeaker(ILogger logger, string bridge, int maximumQuality, bool servesRetained);

    [LoggerMessage(122, LogLevel.Warning, "The file {Path} with what bridge {Bridge} subscribes to cannot be used: {Reason} Subscriptions that end while the hub is stopped stay at the remote broker")]
    public static partial void BridgeFiltersNotKept(ILogger logger, string path, string bridge, string reason);
}
