using System.Net;
using PiHub.PluginHost.Connections;

namespace PiHub.PluginHost.Tests.Connections;

public sealed class ConnectPolicyTests
{
    [Theory]
    [InlineData("api.example.com", "api.example.com", "93.184.216.34", 443, true)]
    [InlineData("api.example.com", "API.Example.com.", "93.184.216.34", 443, true)]
    [InlineData("api.example.com", "other.example.com", "93.184.216.34", 443, false)]
    [InlineData("api.example.com:8443", "api.example.com", "93.184.216.34", 8443, true)]
    [InlineData("api.example.com:8443", "api.example.com", "93.184.216.34", 443, false)]
    [InlineData("*.example.com", "a.b.example.com", "93.184.216.34", 443, true)]
    [InlineData("*.example.com", "example.com", "93.184.216.34", 443, false)]
    [InlineData("*.example.com", "badexample.com", "93.184.216.34", 443, false)]
    [InlineData("192.168.1.5", "192.168.1.5", "192.168.1.5", 80, true)]
    [InlineData("192.168.1.5", "192.168.1.6", "192.168.1.6", 80, false)]
    [InlineData("192.168.1.5:80", "192.168.1.5", "192.168.1.5", 81, false)]
    [InlineData("192.168.1.0/24", "nas.lan", "192.168.1.77", 80, true)]
    [InlineData("192.168.1.0/24", "nas.lan", "192.168.2.77", 80, false)]
    [InlineData("fd00::1", "fd00::1", "fd00::1", 80, true)]
    [InlineData("[fd00::1]:80", "fd00::1", "fd00::1", 80, true)]
    [InlineData("[fd00::1]:80", "fd00::1", "fd00::1", 81, false)]
    [InlineData("local", "anything.example", "10.1.2.3", 80, true)]
    [InlineData("local", "anything.example", "172.31.255.255", 80, true)]
    [InlineData("local", "anything.example", "172.32.0.1", 80, false)]
    [InlineData("local", "localhost", "127.0.0.1", 80, true)]
    [InlineData("local", "localhost", "::1", 80, true)]
    [InlineData("local", "x", "fe80::1", 80, true)]
    [InlineData("local", "x", "fd12::1", 80, true)]
    [InlineData("local", "x", "::ffff:192.168.1.1", 80, true)]
    [InlineData("local", "x", "2001:db8::1", 80, false)]
    [InlineData("local", "api.example.com", "93.184.216.34", 443, false)]
    [InlineData("nas.local", "nas.local", "192.168.1.9", 80, true)]
    [InlineData("nas", "nas", "10.0.0.9", 80, true)]
    [InlineData("localhost", "localhost", "127.0.0.1", 80, true)]
    [InlineData("nas.local", "nas.local", "127.0.0.1", 80, false)]
    public void Grants_ByNameAddressAndPort(string entry, string host, string address, int port, bool expected) =>
        Assert.Equal(expected, new ConnectPolicy([entry]).Grants(host, IPAddress.Parse(address), port));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.1.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    public void NameOfTheInternet_ThatMeansAnAddressInside_IsNotGranted_UnlessTheAddressIs(string address)
    {
        var target = IPAddress.Parse(address);

        Assert.False(new ConnectPolicy(["api.example.com"]).Grants("api.example.com", target, 80));
        Assert.True(new ConnectPolicy(["api.example.com", "local"]).Grants("api.example.com", target, 80));
    }

    [Fact]
    public void Resolving_IsForNamesThatCanBeGranted()
    {
        Assert.False(new ConnectPolicy(["api.example.com"]).MayResolve("secret.evil.example", 443));
        Assert.True(new ConnectPolicy(["api.example.com"]).MayResolve("api.example.com", 443));
        Assert.True(new ConnectPolicy(["local"]).MayResolve("nas.lan", 443));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.*.com")]
    [InlineData("a b")]
    [InlineData("http://a.example")]
    [InlineData("a.example:0")]
    [InlineData("a.example:70000")]
    public void EntryThatIsNone_IsNotRead(string entry) => Assert.False(ConnectGrant.TryParse(entry, out _));
}
