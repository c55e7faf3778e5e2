using PiHub.Api.Health;
using PiHub.Recorder.Clock;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Api.Tests.Health;

public sealed class ReadingsHealthTests
{
    [Fact]
    public void OfClock_Set_IsOk() => Assert.Equal(("Set.", HealthStatus.Ok), Summary(ReadingsHealth.OfClock(Clock(isSet: true))));

    [Fact]
    public void OfClock_NotSet_IsDegradedAndSaysWhatToDo()
    {
        HealthCheck check = ReadingsHealth.OfClock(Clock(isSet: false));
        Assert.Equal(HealthStatus.Degraded, check.Status);
        Assert.Contains("time server", check.Message, StringComparison.Ordinal);
        Assert.Contains("shed (3)", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LineProtocolState.Ok, 0, 0, "Ok")]
    [InlineData(LineProtocolState.Ok, 1, 0, "Degraded")]
    [InlineData(LineProtocolState.Ok, 0, 1, "Degraded")]
    [InlineData(LineProtocolState.Retrying, 0, 0, "Degraded")]
    [InlineData(LineProtocolState.Denied, 0, 0, "Degraded")]
    [InlineData(LineProtocolState.WaitingForClock, 0, 0, "Degraded")]
    public void OfExport_SaysHowItIsAndWhy(LineProtocolState state, long refused, long missed, string status)
    {
        HealthCheck check = ReadingsHealth.OfExport(new LineProtocolStatus
        {
            State = state,
            Message = state == LineProtocolState.Ok ? null : "no route.",
            Since = default,
            Sent = 5,
            Refused = refused,
            Missed = missed,
        });
        Assert.Equal(Enum.Parse<HealthStatus>(status), check.Status);
        Assert.Equal(state != LineProtocolState.Ok, check.Message.StartsWith("no route. ", StringComparison.Ordinal));
        Assert.Contains("5 readings sent", check.Message, StringComparison.Ordinal);
    }

    private static ClockStatus Clock(bool isSet) =>
        new() { IsSet = isSet, Corrected = isSet ? new Dictionary<string, long>() : new Dictionary<string, long> { ["shed"] = 3 } };

    private static (string Message, HealthStatus Status) Summary(HealthCheck check) => (check.Message, check.Status);
}
