using Microsoft.Extensions.Options;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Api.SystemStatus;

/// <summary>Asks the continuous export.</summary>
internal sealed class ExportReport(ILineProtocolExport export, IOptions<LineProtocolOptions> options)
{
    /// <summary>How it goes; null when there is none.</summary>
    public ExportStateResponse? Read()
    {
        LineProtocolStatus status = export.Status;
        return status.State == LineProtocolState.Off ? null : new ExportStateResponse(
            TargetOf(options.Value.Url),
            NameOf(status.State),
            status.Message,
            status.Sent,
            status.Refused,
            status.Missed,
            status.Lag,
            status.LastSuccess);
    }

    /// <summary>A server's address without what may be secret in it: name, password and query.</summary>
    internal static string TargetOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')
            : "";

    private static string NameOf(LineProtocolState state) => state switch
    {
        LineProtocolState.Ok => "ok",
        LineProtocolState.Retrying => "retrying",
        LineProtocolState.Denied => "denied",
        _ => "waiting_for_clock",
    };
}
