using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Tests.Readings;

public sealed class MetricValueTests
{
    [Fact]
    public void Number_IsNothingElse()
    {
        MetricValue value = 42.5;
        Assert.Equal(
            (MetricValueKind.Number, 42.5, (bool?)null, (string?)null), (value.Kind, value.Number, value.Boolean, value.Text));
    }

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.0)]
    public void Boolean_CountsAsNumber(bool boolean, double number)
    {
        MetricValue value = boolean;
        Assert.Equal((MetricValueKind.Boolean, number, boolean, (string?)null), (value.Kind, value.Number, value.Boolean, value.Text));
    }

    [Fact]
    public void Text_IsNothingElse()
    {
        MetricValue value = "1";
        Assert.Equal((MetricValueKind.Text, (double?)null, (bool?)null, "1"), (value.Kind, value.Number, value.Boolean, value.Text));
    }

    [Fact]
    public void Equality_ComparesKindAndContent()
    {
        Assert.Equal((MetricValue)1.0, (MetricValue)1.0);
        Assert.NotEqual((MetricValue)1.0, (MetricValue)true);
        Assert.NotEqual((MetricValue)"1", (MetricValue)1.0);
        Assert.Equal((MetricValue)"a", MetricValue.FromText(new string(['a'])));
        Assert.Equal((MetricValue)0.0, default);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FromNumber_NotFinite_IsRefused(double number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricValue.FromNumber(number));

    [Fact]
    public void FromText_Limits()
    {
        Assert.Equal(255, MetricValue.FromText(new string('x', 255)).Text?.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricValue.FromText(new string('x', 256)));
        Assert.Throws<ArgumentNullException>(() => MetricValue.FromText(null!)); // what a caller without nullable checks may pass
        Assert.Throws<ArgumentException>(() => MetricValue.FromText("a\uD800"));
        Assert.Throws<ArgumentException>(() => MetricValue.FromText("\uDC00\uD800"));
        Assert.Equal("𝄞", MetricValue.FromText("\uD834\uDD1E").Text);
    }

    [Fact]
    public void ToString_IsReadableInvariantText()
    {
        Assert.Equal("0.1", ((MetricValue)0.1).ToString());
        Assert.Equal("-1E-05", ((MetricValue)(-0.00001)).ToString());
        Assert.Equal("true", ((MetricValue)true).ToString());
        Assert.Equal("on", ((MetricValue)"on").ToString());
    }
}
