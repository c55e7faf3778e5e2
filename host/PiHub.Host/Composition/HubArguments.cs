namespace PiHub.Host.Composition;

/// <summary>What the command line said; null where it said nothing.</summary>
internal sealed record HubArguments
{
    public required string DataFolder { get; init; }

    public int? HttpPort { get; init; }

    public int? HttpsPort { get; init; }

    public int? MqttPort { get; init; }

    public int? MqttsPort { get; init; }

    public bool IsDemo { get; init; }

    public bool IsSafeMode { get; init; }

    public string? ConfigFile { get; init; }
}
