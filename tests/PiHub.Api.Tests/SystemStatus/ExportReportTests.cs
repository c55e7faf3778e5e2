using Microsoft.Extensions.Options;
using PiHub.Api.SystemStatus;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class ExportReportTests
{
    [Theory]
    [InlineData("http://nas:8086", "http://nas:8086")]
    [InlineData("https://hub:secret@nas.lan/influx/?token=secret#secret", "https://nas.lan/influx")]
    [InlineData(null, "")]
    public void TargetOf_HasNoSecrets(string? url, string expected) => Assert.Equal(expected, ExportReport.TargetOf(url));

    [Fact]
    public void Read_NoServer_IsNothing() => Assert.Null(Read(LineProtocolState.Off));

    [Theory]
    [InlineData(LineProtocolState.Ok, "ok")]
    [InlineData(LineProtocolState.Retrying, "retrying")]
    [InlineData(LineProtocolState.Denied, "denied")]
    [InlineData(LineProtocolState.WaitingForClock, "waiting_for_clock")]
    public void Read_Server_TellsHowItGoes(LineProtocolState state, string expected) =>
        Assert.Equal(new ExportStateResponse("http://nas:8086", expected, "no route.", 5, 1, 2, 60, null), Read(state));

    private static ExportStateResponse? Read(LineProtocolState state) => new ExportReport(
        new FixedExport(new LineProtocolStatus { State = state, Message = "no route.", Since = default, Sent = 5, Refused = 1, Missed = 2, Lag = 60 }),
        Options.Create(new LineProtocolOptions { Url = "http://nas:8086" })).Read();

    private sealed class FixedExport(LineProtocolStatus status) : ILineProtocolExport
    {
        public LineProtocolStatus Status => status;
    }
}
