using PiHub.Api.SystemStatus.Diagnostics;

namespace PiHub.Api.Tests.SystemStatus.Diagnostics;

public sealed class RedactorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly string[] Surroundings =
    [
        "{0}", "{\"x\": \"{0}\"}", "key {0} was used by anna", "https://hub.lan/a?x={0}&y=1", "Authorization: Bearer {0}", "[{0}]", "a,{0};b", "({0})", "<{0}>",
        "path/{0}/file", "'{0}'", "topic pihub/{0} refused", "line\\n{0}\\n", "{0}\n{0}", "X{0}", "x:{0}",
    ];

    private static readonly string[] Names = ["password", "Passwd", "client_secret", "x-api-key", "apiKey", "ACCESS_TOKEN", "Cookie", "passphrase", "Smtp.Password"];

    private static readonly string[] Assignments = ["{0}={1}", "{0}: {1}", "\"{0}\": \"{1}\"", "{0} is {1}", "'{0}' = '{1}'", "?{0}={1}&a=b"];

    [Fact]
    public void RandomKey_PutAnywhere_NeverAppears()
    {
        var random = new Random(6100);
        for (int i = 0; i < 2_000; i++)
        {
            string secret = new string(random.GetItems<char>(Alphabet, random.Next(24, 64))) + "a7";
            string text = Surroundings[i % Surroundings.Length].Replace("{0}", secret, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, Redactor.Clean(text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ShortSecret_ThatHasAName_NeverAppears()
    {
        var random = new Random(6101);
        for (int i = 0; i < 2_000; i++)
        {
            string secret = "Q" + new string(random.GetItems<char>(Alphabet, random.Next(3, 12)));
            string text = string.Format(
                System.Globalization.CultureInfo.InvariantCulture, Assignments[i % Assignments.Length], Names[i % Names.Length], secret);
            Assert.False(Redactor.Clean(text).Contains(secret, StringComparison.Ordinal), $"{text} -> {Redactor.Clean(text)}");
        }
    }

    [Theory]
    [InlineData("""{"password":"two words \" and a quote"}""", "words")]
    [InlineData("mqtt://anna:geheim@broker.lan:1883", "geheim")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIB\nAAAA\n-----END PRIVATE KEY-----", "MIIB")]
    [InlineData("mail to anna.maier@example.org failed", "maier")]
    [InlineData("client 203.0.113.7:50312 refused", "203.0")]
    [InlineData("client [2001:db8::1]:50312 refused", "db8")]
    [InlineData("The one-time code is: ABCD-1234", "ABCD")]
    public void WhatTellsTooMuch_IsTakenOut(string text, string part) =>
        Assert.DoesNotContain(part, Redactor.Clean(text), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("client 192.168.1.20 left", "client 192.168.x.x left")]
    [InlineData("client 10.1.2.3 left", "client 10.x.x.x left")]
    [InlineData("listens on 127.0.0.1:1883", "listens on 127.0.0.1:1883")]
    [InlineData("fe80::ba27:ebff:fe12:3456 is up", "fe80::x is up")]
    [InlineData("2026-03-08T12:00:00.000Z Warning PiHub.Mqtt.Sessions.SessionStore: 3 messages wait", "2026-03-08T12:00:00.000Z Warning PiHub.Mqtt.Sessions.SessionStore: 3 messages wait")]
    [InlineData("System.InvalidOperationException: it failed", "System.InvalidOperationException: it failed")]
    public void WhatHelps_Stays(string text, string expected) => Assert.Equal(expected, Redactor.Clean(text));
}
