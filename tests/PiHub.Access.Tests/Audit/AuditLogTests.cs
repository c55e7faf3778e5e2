using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Access.Audit;
using PiHub.Sqlite;

namespace PiHub.Access.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;
    private readonly ManualTime _time = new();

    private SqliteDatabase Database => new(Path.Combine(_folder, "hub.db"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Entries_AreWrittenAtTheLatestWhenItStops_AndReadNewestFirst()
    {
        using AuditLog log = await StartAsync();
        log.Add(Entry("ann", "Adds a device") with { Detail = "'barn'", Address = "192.0.2.7" });
        log.Add(Entry("bob", "Removes a device"));
        await log.StopAsync(CancellationToken.None);

        IReadOnlyList<AuditEntry> read = log.Read(new AuditQuery { Limit = 10 });

        Assert.Equal(["bob", "ann"], read.Select(entry => entry.User));
        Assert.Equal(Entry("ann", "Adds a device") with { Id = read[1].Id, Detail = "'barn'", Address = "192.0.2.7" }, read[1]);
        Assert.Equal("bob", Assert.Single(log.Read(new AuditQuery { Limit = 1 })).User);
        Assert.Equal("ann", Assert.Single(log.Read(new AuditQuery { Limit = 10, Before = read[0].Id })).User);
    }

    [Theory]
    [InlineData("ANN", null, 1)]
    [InlineData("an", null, 0)]
    [InlineData(null, "ADDS", 1)]
    [InlineData(null, "bob", 1)]
    [InlineData(null, "/api/x", 2)]
    [InlineData(null, "%", 0)]
    [InlineData("bob", "adds", 0)]
    public async Task Read_Filters(string? user, string? text, int expected)
    {
        using AuditLog log = await StartAsync();
        log.Add(Entry("ann", "Adds a device"));
        log.Add(Entry("bob", "Removes a device"));
        await log.StopAsync(CancellationToken.None);

        Assert.Equal(expected, log.Read(new AuditQuery { Limit = 10, User = user, Text = text }).Count);
    }

    [Fact]
    public async Task OldestEntries_GoWhenThereAreTooMany_OrTheyAreTooOld()
    {
        using (AuditLog first = await StartAsync(100))
        {
            first.Add(Entry("ancient", "x"));
            await first.StopAsync(CancellationToken.None);
        }

        _time.Move(TimeSpan.FromDays(366));
        using AuditLog log = await StartAsync(100);
        for (int count = 0; count < 150; count++)
        {
            log.Add(Entry($"user{count}", "x"));
        }

        await log.StopAsync(CancellationToken.None);

        IReadOnlyList<AuditEntry> read = log.Read(new AuditQuery { Limit = 500 });
        Assert.Equal(100, read.Count);
        Assert.Equal("user149", read[0].User);
        Assert.Equal("user50", read[^1].User);
    }

    [Fact]
    public async Task AgedEntries_GoWithTheNextOne()
    {
        using (AuditLog first = await StartAsync())
        {
            first.Add(Entry("ancient", "x"));
            await first.StopAsync(CancellationToken.None);
        }

        _time.Move(TimeSpan.FromDays(366));
        using AuditLog log = await StartAsync();
        log.Add(Entry("new", "x"));
        await log.StopAsync(CancellationToken.None);

        Assert.Equal("new", Assert.Single(log.Read(new AuditQuery { Limit = 10 })).User);
    }

    [Fact]
    public async Task FullQueue_LosesTheNewest_AndCountsThem()
    {
        using AuditLog log = Create();
        for (int count = 0; count < 1_010; count++)
        {
            log.Add(Entry("ann", "x"));
        }

        Assert.Equal(10, log.Lost);
        await log.StartAsync(CancellationToken.None);
        await log.StopAsync(CancellationToken.None);
        Assert.Equal(1_000, log.Read(new AuditQuery { Limit = 2_000 }).Count);
    }

    [Fact]
    public async Task UnwritableTable_NeitherFailsTheCallerNorTheStop()
    {
        using AuditLog log = Create();
        using (SqliteConnection connection = Database.Open())
        {
            connection.Execute("DROP TABLE audit_entry");
        }

        await log.StartAsync(CancellationToken.None);
        log.Add(Entry("ann", "x"));
        await log.StopAsync(CancellationToken.None);

        Assert.Equal(0, log.Lost);
    }

    [Fact]
    public async Task LongTexts_AreCut()
    {
        using AuditLog log = await StartAsync();
        log.Add(Entry("ann", "x") with { Path = new string('p', 100_000), Detail = new string('d', 100_000) });
        await log.StopAsync(CancellationToken.None);

        AuditEntry entry = Assert.Single(log.Read(new AuditQuery { Limit = 10 }));
        Assert.Equal((500, 500), (entry.Path.Length, entry.Detail?.Length));
    }

    private AuditEntry Entry(string user, string action) => new()
    {
        Time = _time.GetUtcNow(),
        User = user,
        Role = Role.Admin,
        Kind = AuditKind.Key,
        Action = action,
        Method = "POST",
        Path = "/api/x",
        Status = 201,
    };

    private AuditLog Create(int maximumEntries = 10_000) => new(
        Database, Options.Create(new AuditOptions { MaximumEntries = maximumEntries }), _time, NullLogger<AuditLog>.Instance);

    private async Task<AuditLog> StartAsync(int maximumEntries = 10_000)
    {
        AuditLog log = Create(maximumEntries);
        await log.StartAsync(CancellationToken.None);
        return log;
    }
}
