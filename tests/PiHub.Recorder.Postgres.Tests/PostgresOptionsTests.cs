using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Connecting;

namespace PiHub.Recorder.Postgres.Tests;

public sealed class PostgresOptionsTests
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Bind_PasswordFile_IsRead()
    {
        await File.WriteAllTextAsync(_file, "pass;word\n");
        PostgresOptions options = Options(new() { ["Password_FILE"] = _file, ["Tls"] = "VerifyFull", ["Schema"] = "barn" });

        Assert.Equal((_file, PostgresTls.VerifyFull, "barn"), (options.PasswordFile, options.Tls, options.Schema));
        Assert.Equal("pass;word", SecretFile.Choose(options.Password, options.PasswordFile));
        await using var source = new PostgresSource(options);
        Assert.Equal(("PostgreSQL at localhost:5432", "pihub"), (source.Place, source.Username));
    }

    [Fact]
    public async Task Bind_ConnectionString_WinsOverTheParts()
    {
        PostgresOptions options = Options(new() { ["ConnectionString"] = "Host=db;Port=5433;Database=d;Username=u;Password=p", ["Host"] = "x" });

        await using var source = new PostgresSource(options);
        Assert.Equal(("PostgreSQL at db:5433", "d", "u"), (source.Place, source.Database, source.Username));
    }

    [Theory]
    [InlineData("Password_FILE", "/nowhere/secret", "cannot be read")]
    [InlineData("ConnectionString", "Hocus=hidden", "is none")]
    [InlineData("ConnectionString", "Host=db;Port=hidden", "is none")]
    [InlineData("ConnectionString", "Username=hidden", "must name Host and Database")]
    [InlineData("Schema", "a\"; drop schema public", "Schema")]
    [InlineData("Port", "0", "Port")]
    [InlineData("BatchEntries", "0", "BatchEntries")]
    [InlineData("QueryWait", "00:00:00", "QueryWait")]
    [InlineData("Host", "", "Host")]
    public void Validate_Wrong_SaysWhatAndHidesSecrets(string setting, string value, string expected)
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Options(new() { [setting] = value }));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SecretTwice_Refused()
    {
        OptionsValidationException refused =
            Assert.Throws<OptionsValidationException>(() => Options(new() { ["Password"] = "hidden", ["Password_FILE"] = _file }));

        Assert.Contains("both set", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    private static PostgresOptions Options(Dictionary<string, string?> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddPostgresEngine(options => configuration.Bind(options));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Contains(services, service => service.ServiceType == typeof(IReadingEngine));
        return provider.GetRequiredService<IOptions<PostgresOptions>>().Value;
    }
}
