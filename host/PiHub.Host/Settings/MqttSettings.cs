using System.ComponentModel.DataAnnotations;
using PiHub.Mqtt;
using PiHub.Sdk.Settings;
using PiHub.Settings;

namespace PiHub.Host.Settings;

/// <summary>What an owner sets of the broker. Names, ranges and defaults are those of <see cref="BrokerOptions"/>.</summary>
internal sealed class MqttSettings
{
    /// <summary>See <see cref="BrokerOptions.MaximumClients"/>.</summary>
    /// <value>10,000 clients</value>
    [NeedsRestart]
    [Range(1, 1_000_000)]
    [Display(Name = "Clients", GroupName = "Clients", Description = "How many may be connected at once.", Order = 1)]
    public int MaximumClients { get; set; } = 10_000;

    /// <summary>See <see cref="BrokerOptions.MaximumClientsPerAddress"/>.</summary>
    /// <value>1,000 clients</value>
    [NeedsRestart]
    [Range(1, 1_000_000)]
    [Display(Name = "Clients per address", GroupName = "Clients", Description = "How many of them from one other computer.", Order = 2)]
    public int MaximumClientsPerAddress { get; set; } = 1_000;

    /// <summary>See <see cref="BrokerOptions.MaximumKeepAlive"/>.</summary>
    /// <value>60 s</value>
    [NeedsRestart]
    [Range(typeof(TimeSpan), "00:00:01", "18:12:15")]
    [Display(
        Name = "Longest keep-alive", GroupName = "Clients", Description = "An MQTT 5 client that asks for more is told this one.", Order = 3)]
    public TimeSpan MaximumKeepAlive { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>See <see cref="BrokerOptions.PersistentSessionExpiry"/>.</summary>
    /// <value>7 days</value>
    [NeedsRestart]
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    [Display(
        Name = "Keep sessions of MQTT 3.1.1", GroupName = "Sessions",
        Description = "How long a session without “clean session” outlives its connection.", Order = 4)]
    public TimeSpan PersistentSessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>See <see cref="BrokerOptions.MaximumSessionExpiry"/>.</summary>
    /// <value>none</value>
    [NeedsRestart]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    [Display(
        Name = "Keep no session longer than", GroupName = "Sessions",
        Description = "Without it, an MQTT 5 client may ask for ever.", Order = 5)]
    public TimeSpan? MaximumSessionExpiry { get; set; }

    /// <summary>See <see cref="BrokerOptions.OutboundQueueMessages"/>.</summary>
    /// <value>1,000 messages</value>
    [NeedsRestart]
    [Range(1, 1_000_000)]
    [Display(
        Name = "Messages that wait for one client", GroupName = "Messages",
        Description = "For one that is slow, or away and keeps its session.", Order = 6)]
    public int OutboundQueueMessages { get; set; } = 1_000;

    /// <summary>See <see cref="BrokerOptions.OutboundOverflow"/>.</summary>
    /// <value>DropNewest</value>
    [NeedsRestart]
    [Display(Name = "When too many wait", GroupName = "Messages", Description = "What is dropped is counted.", Order = 7)]
    public OutboundOverflow OutboundOverflow { get; set; } = OutboundOverflow.DropNewest;

    /// <summary>See <see cref="BrokerOptions.MaximumPacketBytes"/>.</summary>
    /// <value>1,048,576 (1 MiB)</value>
    [NeedsRestart]
    [Range(1_024, 268_435_455)]
    [Unit("B")]
    [Display(Name = "Largest packet", GroupName = "Messages", Description = "A larger one ends its connection.", Order = 8)]
    public int MaximumPacketBytes { get; set; } = 1_048_576;

    /// <summary>See <see cref="BrokerOptions.RetainedMessages"/>.</summary>
    /// <value>10,000 messages</value>
    [NeedsRestart]
    [Range(0, 10_000_000)]
    [Display(
        Name = "Retained messages", GroupName = "Messages",
        Description = "On a further topic a message is delivered but not kept.", Order = 9)]
    public int RetainedMessages { get; set; } = 10_000;

    /// <summary>MQTT over TLS.</summary>
    /// <value>without a listener</value>
    [Display(Name = "MQTT over TLS", Order = 10)]
    public MqttTlsSettings Tls { get; set; } = new();
}
