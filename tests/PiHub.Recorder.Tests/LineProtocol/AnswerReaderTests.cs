using System.Net;
using PiHub.Recorder.LineProtocol;

namespace PiHub.Recorder.Tests.LineProtocol;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData(200, WriteOutcome.Done)]
    [InlineData(204, WriteOutcome.Done)]
    [InlineData(301, WriteOutcome.Denied)]
    [InlineData(400, WriteOutcome.Refused)]
    [InlineData(401, WriteOutcome.Denied)]
    [InlineData(403, WriteOutcome.Denied)]
    [InlineData(404, WriteOutcome.Denied)]
    [InlineData(405, WriteOutcome.Denied)]
    [InlineData(408, WriteOutcome.Later)]
    [InlineData(413, WriteOutcome.TooLarge)]
    [InlineData(422, WriteOutcome.Refused)]
    [InlineData(429, WriteOutcome.Later)]
    [InlineData(500, WriteOutcome.Later)]
    [InlineData(503, WriteOutcome.Later)]
    public void Status_Table(int status, object expected) =>
        Assert.Equal(expected, AnswerReader.Read((HttpStatusCode)status, "", retryAfter: null).Outcome);

    [Theory]
    [InlineData("""{"error":"partial write: field type conflict: input field \"a\" is type string dropped=1"}""", true, true)]
    [InlineData("""{"code":"unprocessable entity","message":"failure writing points to database: partial write: schema conflict"}""", true, true)]
    [InlineData("""{"error":"partial write: points beyond retention policy dropped=1"}""", true, false)]
    [InlineData("""{"error":"unable to parse 'x': missing fields"}""", true, false)]
    [InlineData("""{"code":"invalid","message":"bucket not given"}""", false, false)]
    [InlineData("<html>no</html>", false, false)]
    [InlineData("[1]", false, false)]
    public void Refusal_SaysWhetherItIsTheLines(string body, bool isAboutLines, bool isTypeConflict)
    {
        WriteAnswer answer = AnswerReader.Read(HttpStatusCode.BadRequest, body, retryAfter: null);
        Assert.Equal((isAboutLines, isTypeConflict), (answer.IsAboutLines, answer.IsTypeConflict));
    }

    [Fact]
    public void Message_IsOneLineOfBoundedLength()
    {
        WriteAnswer answer = AnswerReader.Read(HttpStatusCode.InternalServerError, new string('x', 5_000) + "\n\u001b[31m", retryAfter: null);
        Assert.InRange(answer.Message?.Length ?? 0, 300, 400);
        Assert.DoesNotContain("\n", answer.Message);
    }

    [Fact]
    public void Denial_NamesTheRemedy() => Assert.Contains(
        "Recorder:Export:Influx",
        AnswerReader.Read(HttpStatusCode.NotFound, """{"error":"database not found: \"x\""}""", retryAfter: null).Message);
}
