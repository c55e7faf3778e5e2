using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>Turns options into settings, and names everything that is wrong with its place and remedy.</summary>
internal static partial class BridgeCheck
{
    public const string ExternalName = "external";

    // Announced to the remote broker. mosquitto takes 20 at once, but tells only MQTT 5 clients, and mixes up QoS 2 messages beyond.
    private const int InFlightMessages = 100;
    private const int InFlightMessagesOf311 = 20;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Checks everything.</summary>
    /// <returns>The bridges to run; of no use when there are mistakes.</returns>
    public static IReadOnlyList<BridgeSettings> All(BridgesOptions options, List<string> mistakes)
    {
        List<BridgeSettings> bridges = [.. options.Bridges.Select(bridge => Of(bridge, options, mistakes)).OfType<BridgeSettings>()];
        foreach (IGrouping<string, BridgeOptions> same in options.Bridges.Where(bridge => bridge.Name.Length > 0).GroupBy(bridge => bridge.Name))
        {
            mistakes.AddRange(same.Skip(1).Select(bridge => $"{bridge.Path}:Name '{bridge.Name}' is taken by {same.First().Path}: choose another one."));
        }

        if (options.Mode != BrokerMode.External)
        {
            return bridges;
        }

        if (options.External is not { Server.Length: > 0 })
        {
            mistakes.Add("Mqtt:Mode is external, but Mqtt:External:Server is missing: set it to the broker, as mqtt://host.");
        }
        else if (External(options.External, options, mistakes) is { } external)
        {
            bridges.Add(external);
        }

        return bridges;
    }

    private static BridgeSettings? Of(BridgeOptions options, BridgesOptions all, List<string> mistakes)
    {
        int before = mistakes.Count;
        if (!NamePattern().IsMatch(options.Name))
        {
            mistakes.Add($"{options.Path}:Name '{options.Name}' is not a name: use 1 to 64 of a-z, 0-9 and -.");
        }
        else if (options.Name == ExternalName)
        {
            mistakes.Add($"{options.Path}:Name '{ExternalName}' is kept for Mqtt:External: choose another one.");
        }

        if (options.Topics.Count == 0)
        {
            mistakes.Add($"{options.Path}:Topics is empty: say what to carry, as in {options.Path}:Topics:0:Filter.");
        }

        MqttClientOptions? remote = Remote(options, options.Name, mistakes);
        List<TopicMapping> topics = [.. options.Topics.Select(topic => Topic(topic, mistakes)).OfType<TopicMapping>()];
        if (remote?.Version == ProtocolVersion.V311)
        {
            CheckEchoes(options, topics, mistakes);
        }

        return mistakes.Count > before || remote is null ? null : Settings(options, all, options.Name, remote, topics);
    }

    private static BridgeSettings? External(BridgeOptions options, BridgesOptions all, List<string> mistakes)
    {
        MqttClientOptions? remote = Remote(options, ExternalName, mistakes);
        if (remote is null)
        {
            return null;
        }

        if (remote.Version == ProtocolVersion.V311)
        {
            mistakes.Add($"{options.Path}:Version 3.1.1 does not do, for its brokers send the hub's own messages back: use 5.");
        }

        if (all.StatusTopic is { } topic)
        {
            remote.Will = new BusMessage { Topic = topic, Payload = "offline"u8.ToArray(), Retain = true };
        }

        // Everything that is published in the hub goes out, whatever the topic: a plugin's commands to other devices too.
        List<TopicMapping> topics =
        [
            .. all.ExternalFilters.Select(filter => new TopicMapping { Filter = filter, Direction = BridgeDirection.In }),
            new TopicMapping { Filter = "#", Direction = BridgeDirection.Out },
        ];
        return Settings(options, all, ExternalName, remote, topics) with { FollowsSubscriptions = true, StatusTopic = all.StatusTopic };
    }

    private static BridgeSettings Settings(
        BridgeOptions options, BridgesOptions all, string name, MqttClientOptions remote, IReadOnlyList<TopicMapping> topics) => new()
        {
            Name = name,
            Remote = remote,
            Topics = topics,
            OwnTopics = all.OwnTopics,
            MaximumPacketBytes = options.MaximumPacketBytes,
            Outbox = new OutboxOptions
            {
                Path = Path.Combine(all.Folder, name + ".db"),
                MaximumMessages = options.OutboxMessages,
                MaximumBytes = options.OutboxBytes,
                MaximumAge = options.OutboxAge,
                Overflow = options.OutboxOverflow,
            },
        };

    private static MqttClientOptions? Remote(BridgeOptions options, string name, List<string> mistakes)
    {
        int before = mistakes.Count;
        AddRanges(options, options.Path, mistakes);
        ProtocolVersion version = ReadVersion(options, mistakes);
        if (!Uri.TryCreate(options.Server, UriKind.Absolute, out Uri? server))
        {
            mistakes.Add(string.IsNullOrEmpty(options.Server)
                ? $"{options.Path}:Server is missing: set it to the remote broker, as mqtt://host."
                : $"{options.Path}:Server '{options.Server}' is no address: write mqtt://host, mqtts://host, ws://host/mqtt or wss://host/mqtt.");
            return null;
        }

        var remote = new MqttClientOptions
        {
            Server = server,
            ClientId = options.ClientId is { Length: > 0 } id ? id : $"pihub-{Environment.MachineName}-{name}",
            UserName = options.UserName,
            Password = ReadPassword(options, mistakes),
            Version = version,
            KeepAlive = options.KeepAlive,
            SessionExpiry = options.SessionExpiry,
            ReceiveMaximum = version == ProtocolVersion.V5 ? InFlightMessages : InFlightMessagesOf311,
            DrainTimeout = DrainTimeout,
            CertificateAuthorityFile = options.CertificateAuthorityFile,
            ClientCertificateFile = options.ClientCertificateFile,
            ClientKeyFile = options.ClientKeyFile,
        };
        CheckFiles(options, mistakes);
        if (mistakes.Count == before)
        {
            AddRanges(remote, options.Path, mistakes);
        }

        return mistakes.Count == before ? remote : null;
    }

    private static ProtocolVersion ReadVersion(BridgeOptions options, List<string> mistakes)
    {
        switch (options.Version)
        {
            case "5" or "5.0":
                return ProtocolVersion.V5;
            case "3.1.1":
                return ProtocolVersion.V311;
            default:
                mistakes.Add($"{options.Path}:Version '{options.Version}' is unknown: say 5 or 3.1.1.");
                return ProtocolVersion.V5;
        }
    }

    private static string? ReadPassword(BridgeOptions options, List<string> mistakes)
    {
        if (options.PasswordFile is not { } file)
        {
            return options.Password;
        }

        if (options.Password is not null)
        {
            mistakes.Add($"{options.Path}:PasswordFile and Password are both given: keep one.");
        }

        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add($"{options.Path}:PasswordFile '{file}' cannot be read: {exception.Message}");
            return null;
        }
    }

    private static void CheckFiles(BridgeOptions options, List<string> mistakes)
    {
        (string Key, string? File)[] files =
        [
            (nameof(options.CertificateAuthorityFile), options.CertificateAuthorityFile),
            (nameof(options.ClientCertificateFile), options.ClientCertificateFile),
            (nameof(options.ClientKeyFile), options.ClientKeyFile),
        ];
        mistakes.AddRange(files.Where(file => file.File is not null && !File.Exists(file.File))
            .Select(file => $"{options.Path}:{file.Key} '{file.File}' does not exist: give the path of a PEM file that the hub may read."));
    }

    private static TopicMapping? Topic(BridgeTopicOptions options, List<string> mistakes)
    {
        int before = mistakes.Count;
        AddRanges(options, options.Path, mistakes);
        foreach ((string key, string prefix) in new[] { ("LocalPrefix", options.LocalPrefix), ("RemotePrefix", options.RemotePrefix) })
        {
            if (prefix.Length > 0 && !TopicName.IsValid(prefix))
            {
                mistakes.Add($"{options.Path}:{key} '{prefix}' has a wildcard or a null: a prefix is the beginning of a topic name.");
            }
        }

        if (options.Filter is not { } filter)
        {
            mistakes.Add($"{options.Path}:Filter is missing: say which topics to carry, as in pihub/#.");
        }
        else if (!TopicFilter.IsServed(options.LocalPrefix + filter) || !TopicFilter.IsServed(options.RemotePrefix + filter)
            || TopicFilter.IsShared(options.LocalPrefix + filter) || TopicFilter.IsShared(options.RemotePrefix + filter))
        {
            mistakes.Add($"{options.Path}:Filter '{filter}' is, behind its prefixes, not a topic filter: '+' fills a level, '#' is last, it is not shared.");
        }

        return mistakes.Count > before ? null : new TopicMapping
        {
            Filter = options.Filter ?? "",
            Direction = options.Direction,
            LocalPrefix = options.LocalPrefix,
            RemotePrefix = options.RemotePrefix,
            MaximumQuality = (QualityOfService)options.QualityOfService,
        };
    }

    // A 3.1.1 broker knows no "no local": what goes out to a topic that also comes in would come back.
    private static void CheckEchoes(BridgeOptions options, List<TopicMapping> topics, List<string> mistakes)
    {
        if (topics.Count != options.Topics.Count)
        {
            return; // which of them is meant would be wrong
        }

        for (int i = 0; i < topics.Count; i++)
        {
            if (topics[i].IsOut && topics.Exists(other => other.IsIn && FilterOverlap.Exists(topics[i].RemoteFilter, other.RemoteFilter)))
            {
                mistakes.Add($"{options.Topics[i].Path}:Direction sends to topics that also come in, and with MQTT 3.1.1 what is sent comes back: "
                    + "set Version to 5, or give what goes out and what comes in different RemotePrefixes.");
            }
        }
    }

    private static void AddRanges(object options, string path, List<string> mistakes)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
        mistakes.AddRange(wrong.Select(result => $"{path}:{result.MemberNames.FirstOrDefault()} is wrong: {result.ErrorMessage}"));
    }

    [GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial Regex NamePattern();
}
