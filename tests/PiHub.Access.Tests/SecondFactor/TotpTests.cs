using System.Text;
using PiHub.Access.SecondFactor;

namespace PiHub.Access.Tests.SecondFactor;

public sealed class TotpTests
{
    // RFC 6238, appendix B.
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Code_IsTheStandards(long seconds, string expected)
    {
        long step = Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Assert.Equal(expected, Totp.Compute(Secret, step, digits: 8));
        Assert.Equal(expected[2..], Totp.Compute(Secret, step));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Match_TakesOneStepEachWay(int offset, bool expected)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        long step = Totp.StepOf(now) + offset;

        Assert.Equal(expected ? (long?)step : null, Totp.Match(Secret, Totp.Compute(Secret, step), now, lastStep: 0));
    }

    [Fact]
    public void Match_OfAStepThatWasUsed_IsNone()
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        long step = Totp.StepOf(now);

        Assert.Null(Totp.Match(Secret, Totp.Compute(Secret, step), now, lastStep: step));
    }

    // RFC 4648, section 10, without its padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_IsTheStandards(string text, string expected) => Assert.Equal(expected, Base32.Encode(Encoding.ASCII.GetBytes(text)));
}
