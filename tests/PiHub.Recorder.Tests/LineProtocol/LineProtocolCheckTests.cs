using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class LineProtocolCheckTests
{
    [Fact]
    public void NoServer_NothingIsNeeded() => Assert.True(new LineProtocolCheck().Validate(null, new LineProtocolOptions()).Succeeded);

    [Fact]
    public void Complete_IsTaken()
    {
        Assert.Null(Mistake(_ => { }));
        Assert.Null(Mistake(options => (options.Version, options.Database, options.Bucket) = (2, null, "home")));
    }

    [Fact]
    public void Wrong_IsNamed()
    {
        Assert.Contains("Url", Mistake(options => options.Url = "house:8086"));
        Assert.Contains("Url", Mistake(options => options.Url = "http://a/?db=x"));
        Assert.Contains("Database", Mistake(options => options.Database = null));
        Assert.Contains("Bucket", Mistake(options => options.Version = 2));
        Assert.Contains("Measurement", Mistake(options => options.Measurement = "a\nb"));
        Assert.Contains("Measurement", Mistake(options => options.Measurement = ""));
        Assert.Contains("Tags:site", Mistake(options => options.Tags.Add("site", "a\\")));
        Assert.Contains("Tags:device", Mistake(options => options.Tags.Add("device", "a")));
        Assert.Contains("PasswordFile", Mistake(options => options.PasswordFile = "/nowhere/password"));
        Assert.Contains("TokenFile", Mistake(options => options.TokenFile = "/nowhere/token"));
        Assert.Contains("CertificateAuthorityFile", Mistake(options => options.CertificateAuthorityFile = "/nowhere/ca.pem"));
    }

    [Fact]
    public void PasswordInUrl_IsRefused_AndNotRepeated()
    {
        string? mistake = Mistake(options => options.Url = "http://me:hunter2@house:8086");
        Assert.Contains("PasswordFile", mistake);
        Assert.DoesNotContain("hunter2", mistake);
    }

    private static string? Mistake(Action<LineProtocolOptions> change)
    {
        var options = new LineProtocolOptions { Url = "http://house:8086", Database = "home" };
        change(options);
        return new LineProtocolCheck().Validate(null, options).FailureMessage;
    }
}
