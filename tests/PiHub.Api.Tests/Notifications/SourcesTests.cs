using PiHub.Api.Notifications.Sources;
using PiHub.Notifications;
using PiHub.PluginHost.Jobs;
using PiHub.Recorder;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Engine;
using PiHub.Tls;

namespace PiHub.Api.Tests.Notifications;

public sealed class SourcesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Storage_FailingAndDamaged_TellsBothAndKeepsDamage()
    {
        Notification[] told = [.. StorageSource.Of(new RecorderStatus
        {
            State = RecorderState.Failing,
            Message = "The disk is full.",
            Since = Now,
            JournalDamages = [new Damage(Now, "/data/readings/a.seg", "10 readings"), new Damage(Now.AddHours(1), "/data/readings/a.seg", "20 readings")],
        })];

        Assert.Equal(["recorder_failing", "storage_damaged"], told.Select(notification => notification.Kind));
        Assert.Equal(NotificationSeverity.Error, told[0].Severity);
        Assert.Contains("20 readings", told[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_Well_TellsNothing() => Assert.Empty(StorageSource.Of(new RecorderStatus { State = RecorderState.Ok, Since = Now }));

    [Theory]
    [InlineData(10, NotificationSeverity.Warning)]
    [InlineData(-1, NotificationSeverity.Error)]
    public void Certificate_WithWarning_IsWorseWhenItHasExpired(int days, NotificationSeverity severity)
    {
        var certificate = new CertificateSnapshot
        {
            File = "/data/tls/a.pem",
            Origin = CertificateOrigin.Configured,
            Subject = "CN=hub",
            Issuer = "CN=a",
            Names = [],
            Pem = "",
            BeginsAt = Now.AddDays(-1),
            ExpiresAt = Now.AddDays(days),
            Fingerprint = "",
            Warning = "Replace it.",
        };

        Assert.Equal(severity, Assert.Single(CertificateSource.Of(certificate, Now)).Severity);
        Assert.Empty(CertificateSource.Of(certificate with { Warning = null }, Now));
    }

    [Theory]
    [InlineData(JobOutcome.Failed, 1)]
    [InlineData(JobOutcome.Succeeded, 0)]
    [InlineData(JobOutcome.Cancelled, 0)]
    public void Job_LastRun_IsToldWhenItFailed(JobOutcome outcome, int told) => Assert.Equal(told, JobSource.Of(
    [
        new JobSnapshot
        {
            Plugin = "tally", Id = "sum", Words = "every hour", IsActive = true, Skipped = 0,
            Last = new JobRunSnapshot { Id = 1, ScheduledAt = Now, Outcome = outcome },
        },
    ]).Count());

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Clock_NotSet_IsTold(bool isSet, int told) =>
        Assert.Equal(told, ClockSource.Of(new ClockStatus { IsSet = isSet, Corrected = new Dictionary<string, long>() }).Count());
}
