using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Tests.Targets;

public sealed class TargetRulesTests
{
    private static readonly NotificationTarget Mail = new()
    {
        Name = "mail", Kind = TargetKind.Mail, Mail = new MailAddresses { Host = "smtp.example.org", From = "hub@example.org", To = ["me@example.org"] },
    };

    [Fact]
    public void Check_GoodOnes_FindsNothing()
    {
        Assert.Empty(TargetRules.Check(Mail));
        Assert.Empty(TargetRules.Check(Samples.Webhook("http://localhost:1880/pihub")));
        Assert.Empty(TargetRules.Check(new NotificationTarget { Name = "mqtt", Kind = TargetKind.Mqtt, Mqtt = new MqttAddress() }));
    }

    [Theory]
    [InlineData("me@example.org\r\nBcc: thief@example.org")]
    [InlineData("me@example.org\n")]
    [InlineData("Me <me@example.org>")]
    [InlineData("me@example.org, you@example.org")]
    [InlineData("me")]
    [InlineData("")]
    public void Check_MailAddressThatIsNoPlainOne_IsRefused(string address)
    {
        Assert.Contains("mail.to", TargetRules.Check(Mail with { Mail = Mail.Mail! with { To = [address] } }).Keys); // set above
        Assert.Contains("mail.from", TargetRules.Check(Mail with { Mail = Mail.Mail! with { From = address } }).Keys); // set above
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:password@example.org/")]
    [InlineData("/hook")]
    [InlineData("http://example.org/a b")]
    [InlineData("http://example.org/\r\nX: y")]
    public void Check_AddressOfAWebhook_IsHttpWithoutSecrets(string url) =>
        Assert.Equal(["webhook.url"], TargetRules.Check(Samples.Webhook(url)).Keys);

    [Theory]
    [InlineData("home/notification", true)]
    [InlineData("pihub/$hub/notification/kitchen", true)]
    [InlineData("pihub/meter/state", false)]
    [InlineData("pihub/$hub/status", false)]
    [InlineData("$SYS/x", false)]
    [InlineData("a/#", false)]
    [InlineData("a/+/b", false)]
    [InlineData("", false)]
    public void Check_Topic_IsNoDevicesAndHasNoWildcards(string topic, bool isGood) => Assert.Equal(
        isGood, TargetRules.Check(new NotificationTarget { Name = "m", Kind = TargetKind.Mqtt, Mqtt = new MqttAddress { Topic = topic } }).Count == 0);

    [Theory]
    [InlineData("smtp.example.org", false)]
    [InlineData("localhost", true)]
    public void Check_PasswordInTheClear_OnlyOnThisComputer(string host, bool isGood) => Assert.Equal(
        isGood, TargetRules.Check(Mail with { Secret = "x", Mail = Mail.Mail! with { Host = host, Security = MailSecurity.None } }).Count == 0); // set above

    [Fact]
    public void Check_ImplicitTlsPort_NamesTheRemedy() =>
        Assert.Contains("587", Assert.Single(TargetRules.Check(Mail with { Mail = Mail.Mail! with { Port = 465 } })["mail.port"]), StringComparison.Ordinal); // set above

    [Fact]
    public void GoesElsewhere_OtherServer_Only()
    {
        Assert.False(TargetRules.GoesElsewhere(Mail, Mail with { Name = "other", Mail = Mail.Mail! with { To = ["you@example.org"] } })); // set above
        Assert.True(TargetRules.GoesElsewhere(Mail, Mail with { Mail = Mail.Mail! with { Host = "evil.example" } })); // set above
        Assert.True(TargetRules.GoesElsewhere(Samples.Webhook("https://a.example/x"), Samples.Webhook("https://b.example/x")));
        Assert.False(TargetRules.GoesElsewhere(Samples.Webhook("https://a.example/x"), Samples.Webhook("https://a.example/y")));
    }
}
