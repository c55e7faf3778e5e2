namespace PiHub.Recorder.LineProtocol;

/// <summary>The continuous export in InfluxDB line protocol. Safe to use from any thread.</summary>
public interface ILineProtocolExport
{
    /// <summary>How it goes now.</summary>
    LineProtocolStatus Status { get; }
}
