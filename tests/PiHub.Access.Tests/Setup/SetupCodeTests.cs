using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Access.Setup;
using PiHub.Access.SignIn;

namespace PiHub.Access.Tests.Setup;

public sealed class SetupCodeTests : IDisposable
{
    private readonly AccessFixture _access = new();

    public void Dispose() => _access.Dispose();

    [Fact]
    public void Code_IsRightInAnyCaseWithOrWithoutDashes()
    {
        SetupCode code = Create();
        string text = code.Text ?? "";

        Assert.Matches("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", text);
        Assert.True(code.Check(text, "192.0.2.1").IsRight);
        Assert.True(code.Check(text.ToLowerInvariant().Replace('-', ' '), "192.0.2.1").IsRight);
        Assert.NotEqual(text, Create().Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2222-2222-2222")]
    public void WrongCodes_AreRefused_AndThenThrottled_ForTheirAddressOnly(string? wrong)
    {
        SetupCode code = Create();
        for (int attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal((false, (TimeSpan?)null), code.Check(wrong, "192.0.2.1"));
        }

        Assert.NotNull(code.Check(code.Text, "192.0.2.1").RetryAfter);
        Assert.True(code.Check(code.Text, "192.0.2.2").IsRight);
    }

    [Fact]
    public void Code_EndsWithTheFirstOwner()
    {
        SetupCode code = Create();
        string? text = code.Text;

        Assert.NotNull(new FirstOwner(_access.Users).Create("owner", "hash").User);

        Assert.False(code.IsNeeded);
        Assert.Null(code.Text);
        Assert.False(code.Check(text, null).IsRight);
        Assert.Null(new FirstOwner(_access.Users).Create("second", "hash").User);
        Assert.Null(Create().Text);
    }

    [Fact]
    public void Code_IsLoggedAsAValueThatTheReadableLogLeavesOut()
    {
        var logger = new ValueLogger();

        var code = new SetupCode(_access.Users, new SignInThrottle(_access.Time), logger);

        Assert.Equal(new KeyValuePair<string, object?>("OneTimeCode", code.Text), Assert.Single(logger.Values, value => value.Key != "{OriginalFormat}"));
    }

    private SetupCode Create() => new(_access.Users, new SignInThrottle(_access.Time), NullLogger<SetupCode>.Instance);

    private sealed class ValueLogger : ILogger<SetupCode>
    {
        public List<KeyValuePair<string, object?>> Values { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Values.AddRange(Assert.IsAssignableFrom<IReadOnlyList<KeyValuePair<string, object?>>>(state));
    }
}
