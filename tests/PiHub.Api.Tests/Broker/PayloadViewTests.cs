using System.Text;
using PiHub.Api.Broker;

namespace PiHub.Api.Tests.Broker;

public sealed class PayloadViewTests
{
    [Theory]
    [InlineData("plain", "text")]
    [InlineData("line\r\nand\ttab", "text")]
    [InlineData("", "text")]
    [InlineData("nul\0", "base64")]
    [InlineData("bell\a", "base64")]
    public void Of_TextWithoutControlCharacters_IsText(string payload, string encoding)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload);

        PayloadView view = PayloadView.Of(bytes, bytes.Length, maximumBytes: 100);

        Assert.Equal((encoding, false), (view.Encoding, view.Truncated));
        Assert.Equal(bytes, encoding == "text" ? Encoding.UTF8.GetBytes(view.Payload) : Convert.FromBase64String(view.Payload));
    }

    [Theory]
    [InlineData("aé", 2, "a")]
    [InlineData("a€", 2, "a")]
    [InlineData("a€", 3, "a")]
    [InlineData("a😀b", 4, "a")]
    [InlineData("a😀b", 5, "a😀")]
    public void Of_CutThroughACharacter_LeavesItOut(string payload, int maximumBytes, string shown)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload);

        Assert.Equal(new PayloadView(shown, "text", Truncated: true), PayloadView.Of(bytes, bytes.Length, maximumBytes));
    }

    [Fact]
    public void Of_BrokenUtf8AtTheEndOfAWholePayload_IsBytes()
    {
        Assert.Equal(new PayloadView("YcM=", "base64", Truncated: false), PayloadView.Of([0x61, 0xc3], 2, maximumBytes: 100));
        Assert.Equal("base64", PayloadView.Of([0x61, 0x80, 0x61], 3, maximumBytes: 2).Encoding);
    }
}
