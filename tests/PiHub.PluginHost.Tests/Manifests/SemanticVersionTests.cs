using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Tests.Manifests;

public sealed class SemanticVersionTests
{
    // The example of SemVer 2.0.0, 11.4, in its order.
    private static readonly string[] InOrder =
    [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
        "1.0.1", "1.2.0", "1.10.0", "2.0.0",
    ];

    [Fact]
    public void CompareTo_FollowsTheStandardsOrder()
    {
        for (int i = 0; i < InOrder.Length; i++)
        {
            for (int j = 0; j < InOrder.Length; j++)
            {
                Assert.Equal(Math.Sign(i.CompareTo(j)), Math.Sign(Parse(InOrder[i]).CompareTo(Parse(InOrder[j]))));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3\n")]
    [InlineData("1.2.99999999999")]
    public void TryParse_Malformed_IsRefused(string text) => Assert.False(SemanticVersion.TryParse(text, out _));

    [Fact]
    public void TryParse_BuildMetadata_IsIgnored() => Assert.Equal(Parse("1.2.3"), Parse("1.2.3+abc.5"));

    private static SemanticVersion Parse(string text)
    {
        Assert.True(SemanticVersion.TryParse(text, out SemanticVersion? version), text);
        return version;
    }
}
