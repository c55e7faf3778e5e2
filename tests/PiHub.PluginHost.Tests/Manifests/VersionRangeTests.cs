using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Tests.Manifests;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("0.1.0", true)]
    [InlineData("0.1.9", true)]
    [InlineData("0.2.0", false)]
    [InlineData("0.0.9", false)]
    [InlineData("0.1.0-beta", false)]
    public void Contains_IncludesTheMinimumAndNotTheUpperBound(string version, bool expected)
    {
        Assert.True(VersionRange.TryParse(">=0.1.0 <0.2.0", out VersionRange? range));
        Assert.True(SemanticVersion.TryParse(version, out SemanticVersion? parsed));

        Assert.Equal(expected, range.Contains(parsed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.1.0")]
    [InlineData(">=0.1.0")]
    [InlineData("<0.2.0")]
    [InlineData(">=0.2.0 <0.1.0")]
    [InlineData(">=0.1 <0.2.0")]
    [InlineData(">=0.1.0 <0.2.0 || >=1.0.0 <2.0.0")]
    public void TryParse_WithoutBothEnds_IsRefused(string text) => Assert.False(VersionRange.TryParse(text, out _));
}
