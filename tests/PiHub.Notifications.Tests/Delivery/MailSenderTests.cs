using System.Text.Json.Nodes;
using PiHub.Notifications.Delivery;
using PiHub.Notifications.Targets;
using static PiHub.Notifications.Tests.Samples;

namespace PiHub.Notifications.Tests.Delivery;

public sealed class MailSenderTests
{
    private readonly MailSender _sender = new(new HubIdentity(settings: null));

    [Fact]
    public async Task Send_PlainServer_ArrivesAtAllWithSubjectAndBody()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();

        await _sender.SendAsync(Target(server.Port), Entry(Told(title: "Wärme: Plugin tally läuft nicht")), CancellationToken.None);

        JsonNode mail = await server.ReadAsync();
        Assert.Equal("hub@example.org", mail["from"]?.GetValue<string>());
        Assert.Equal(["a@example.org", "b@example.org"], mail["to"]?.AsArray().Select(to => to?.GetValue<string>()));
        Assert.Equal("[PiHub] Wärme: Plugin tally läuft nicht", mail["subject"]?.GetValue<string>());
        Assert.Contains("Look at its log.", mail["body"]?.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("/plugins/tally", mail["body"]?.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TitleWithLineBreaks_AddsNoHeader()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();

        await _sender.SendAsync(Target(server.Port), Entry(Told(title: "x\r\nBcc: thief@example.org\r\n\r\nhello")), CancellationToken.None);

        JsonNode mail = await server.ReadAsync();
        Assert.DoesNotContain(mail["headers"]?.AsArray() ?? [], header => header?[0]?.GetValue<string>() == "Bcc");
        Assert.Equal(2, mail["to"]?.AsArray().Count);
        Assert.Contains("Bcc: thief@example.org", mail["subject"]?.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_UserAndPassword_SignsInOrSaysThatItCannot()
    {
        await using SmtpServer server = await SmtpServer.StartAsync("--auth", "hub", "right");

        await _sender.SendAsync(Target(server.Port, "hub", "right"), Entry(), CancellationToken.None);
        Assert.True((await server.ReadAsync())["signed_in"]?.GetValue<bool>());

        DeliveryException refused = await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(Target(server.Port, "hub", "wrong-4711"), Entry(), CancellationToken.None));
        Assert.DoesNotContain("wrong-4711", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ServerRefuses_SaysWhatItSaid()
    {
        await using SmtpServer server = await SmtpServer.StartAsync("--refuse");

        DeliveryException refused = await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(Target(server.Port), Entry(), CancellationToken.None));
        Assert.Contains("this mailbox is closed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_StartTlsWhereThereIsNone_SendsNothing()
    {
        await using SmtpServer server = await SmtpServer.StartAsync();
        NotificationTarget target = Target(server.Port);

        await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(target with { Mail = target.Mail! with { Security = MailSecurity.StartTls } }, Entry(), CancellationToken.None)); // set by Target
    }

    [Fact]
    public async Task Send_StartTlsWithUnknownCertificate_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string key) = TestCertificate.Write(folder.Path);
        await using SmtpServer server = await SmtpServer.StartAsync("--tls", certificate, key);
        NotificationTarget target = Target(server.Port);

        DeliveryException refused = await Assert.ThrowsAsync<DeliveryException>(
            () => _sender.SendAsync(target with { Mail = target.Mail! with { Security = MailSecurity.StartTls } }, Entry(), CancellationToken.None)); // set by Target
        Assert.Contains("certificate", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static NotificationTarget Target(int port, string? user = null, string? password = null) => new()
    {
        Name = "mail",
        Kind = TargetKind.Mail,
        Secret = password,
        Mail = new MailAddresses
        {
            Host = "127.0.0.1", Port = port, Security = MailSecurity.None, User = user, From = "hub@example.org", To = ["a@example.org", "b@example.org"],
        },
    };
}
