using System.Net;
using Microsoft.Extensions.Options;
using PiHub.Api.Auth;
using PiHub.Api.Mqtt;
using PiHub.Mqtt.Access;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Mqtt;

public sealed class MqttKeyAccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "127.0.0.1", null, true)]
    [InlineData(true, "::1", "localhost", true)]
    [InlineData(true, "127.0.0.1", "[::1]", true)]
    [InlineData(true, "127.0.0.1", "rebound.example", false)]
    [InlineData(true, "127.0.0.1", "", false)]
    [InlineData(true, "192.0.2.1", null, false)]
    [InlineData(true, "192.0.2.1", "localhost", false)]
    [InlineData(false, "127.0.0.1", null, false)]
    public async Task Client_WithoutPassword_ComesInOnlyInDemoModeFromThisComputerByItsOwnName(
        bool isDemo, string address, string? hostName, bool expected)
    {
        var keys = new ApiKeyStore(new SqliteDatabase(Path.Combine(_folder, "hub.db")), TimeProvider.System);
        var access = new MqttKeyAccess(keys, Options.Create(new ApiOptions { IsDemo = isDemo }));

        MqttClientAccess? granted = await access.AuthenticateAsync(
            new MqttCredentials { ClientId = "x", RemoteAddress = IPAddress.Parse(address), HostName = hostName }, CancellationToken.None);

        Assert.Equal(expected, granted is not null);
    }
}
