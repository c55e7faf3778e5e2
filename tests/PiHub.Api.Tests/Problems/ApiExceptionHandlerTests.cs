using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Api.Problems;
using PiHub.PluginHost;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Tests.Problems;

public sealed class ApiExceptionHandlerTests
{
    private readonly List<string> _log = [];

    [Theory]
    [InlineData(13, "full")]
    [InlineData(10, "SQLite error 778")]
    [InlineData(8, "read-only")]
    public async Task DiskThatCannotBeWritten_Answers503WithTheCause_AndLogsOneLine(int code, string cause)
    {
        (bool isHandled, int status, string detail) = await HandleAsync(new SqliteException("failed", code, code + (3 << 8)));

        Assert.True(isHandled);
        Assert.Equal(503, status);
        Assert.StartsWith("The hub cannot write to its disk: ", detail, StringComparison.Ordinal);
        Assert.Contains(cause, detail, StringComparison.Ordinal);
        string line = Assert.Single(_log);
        Assert.Contains("POST /api/tokens", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task EngineInTrouble_Answers503WithTheCause_AndLogsOneLine()
    {
        (bool isHandled, int status, string detail) = await HandleAsync(new EngineException("The server db:5432 cannot be reached. Start it."));

        Assert.True(isHandled);
        Assert.Equal((503, "The server db:5432 cannot be reached. Start it."), (status, detail));
        Assert.Single(_log);
    }

    [Fact]
    public async Task FaultOfTheProgram_IsLeftToTheServer()
    {
        Assert.False((await HandleAsync(new SqliteException("no such table", 1))).IsHandled);
        Assert.False((await HandleAsync(new InvalidOperationException("x"))).IsHandled);
    }

    [Theory]
    [InlineData("Failed to bind parameter \"int limit\" from \"x\".", "Failed to bind parameter 'limit' from \"x\".")]
    [InlineData("Required parameter \"DeviceRequest request\" was not provided from body.", "The body is missing; send JSON.")]
    public async Task UnreadableRequest_IsDescribedWithoutTypes(string message, string expected)
    {
        (_, int status, string detail) = await HandleAsync(new BadHttpRequestException(message, 413));

        Assert.Equal(413, status);
        Assert.Equal(expected, detail);
    }

    [Fact]
    public async Task RefusedChangeOfAPlugin_IsAConflictWithItsReason()
    {
        (_, int status, string detail) = await HandleAsync(new PluginChangeRefusedException("Others need it."));

        Assert.Equal(409, status);
        Assert.Equal("Others need it.", detail);
    }

    private async Task<(bool IsHandled, int Status, string Detail)> HandleAsync(Exception exception)
    {
        await using ServiceProvider services = new ServiceCollection().AddProblemDetails().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        (context.Request.Method, context.Request.Path) = ("POST", "/api/tokens");
        var handler = new ApiExceptionHandler(services.GetRequiredService<IProblemDetailsService>(), new ListLogger(_log));
        bool isHandled = await handler.TryHandleAsync(context, exception, CancellationToken.None);
        return (isHandled, context.Response.StatusCode, isHandled ? (string?)JsonNode.Parse(body.ToArray())?["detail"] ?? "" : "");
    }

    private sealed class ListLogger(List<string> lines) : ILogger<ApiExceptionHandler>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception) + exception);
    }
}
