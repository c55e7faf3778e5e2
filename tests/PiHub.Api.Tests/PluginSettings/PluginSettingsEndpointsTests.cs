using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;

namespace PiHub.Api.Tests.PluginSettings;

public sealed class PluginSettingsEndpointsTests(SettingsApiHost host) : IClassFixture<SettingsApiHost>
{
    private const string Path = "tunable/settings";

    [Theory]
    [InlineData(Role.Viewer, "GET", "", HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, "GET", "/schema", HttpStatusCode.Forbidden)]
    [InlineData(Role.Installer, "GET", "", HttpStatusCode.OK)]
    [InlineData(Role.Installer, "GET", "/schema", HttpStatusCode.OK)]
    [InlineData(Role.Installer, "GET", "/export", HttpStatusCode.OK)]
    [InlineData(Role.Installer, "PUT", "", HttpStatusCode.Forbidden)]
    [InlineData(Role.Installer, "POST", "/export", HttpStatusCode.Forbidden)]
    [InlineData(Role.Installer, "POST", "/import", HttpStatusCode.Forbidden)]
    [InlineData(Role.Admin, "PUT", "", HttpStatusCode.OK)]
    public async Task Route_LetsTheRoleIn_OrNot(Role role, string method, string path, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await host.SendAsync(role, new HttpMethod(method), Path + path, method == "GET" ? null : "{}");

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Put_ThenGet_AnswersValueSourceAndReset_AndTheLogNamesWhoButNoValue()
    {
        await host.AskAsync(HttpMethod.Put, Path, HttpStatusCode.OK, """{"price":1.25,"api_key":"correct horse"}""");

        JsonNode settings = await host.AskAsync(HttpMethod.Get, Path, HttpStatusCode.OK);

        Assert.Equal(1.25m, (decimal?)settings["values"]?["price"]);
        Assert.Equal("admin", (string?)settings["sources"]?["price"]);
        Assert.Equal("default", (string?)settings["sources"]?["gain"]);
        Assert.Equal(0.32m, (decimal?)settings["reset_to"]?["price"]?["value"]);
        Assert.Null(settings["values"]?["api_key"]);
        Assert.True((bool?)settings["is_set"]?["api_key"]);
        Assert.True((bool?)settings["live"]);
        Assert.Contains(host.Log.Lines, line => line.StartsWith(
            "Settings of plugin tunable changed by key-admin: price, api_key", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("correct horse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_OfWrongValues_AnswersEachFieldsMistake()
    {
        JsonNode problem = await host.AskAsync(
            HttpMethod.Put, Path, HttpStatusCode.UnprocessableEntity, """{"port":0,"limits":{"low":-1},"zones":[{"name":"A","target":4}]}""");

        JsonNode? errors = problem["errors"];
        Assert.Equal("must be a whole number from 1 to 65535", (string?)errors?["port"]?[0]);
        Assert.Equal("must be a number from 0 to 10000 W", (string?)errors?["limits.low"]?[0]);
        Assert.Equal("must be a number from 5 to 30 °C", (string?)errors?["zones[0].target"]?[0]);
    }

    [Fact]
    public async Task Put_AfterSomebodyElse_IsAnsweredWithAConflict()
    {
        using HttpResponseMessage seen = await host.SendAsync(Role.Admin, HttpMethod.Get, Path);
        string tag = seen.Headers.ETag?.ToString() ?? "";
        Assert.NotEmpty(tag);
        using HttpResponseMessage first = await host.SendAsync(Role.Admin, HttpMethod.Put, Path, """{"serial":"AB1234"}""", tag);
        using HttpResponseMessage second = await host.SendAsync(Role.Owner, HttpMethod.Put, Path, """{"serial":"CD1234"}""", tag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task Validate_SaysWhatIsWrong_AndStoresNothing()
    {
        JsonNode wrong = await host.AskAsync(HttpMethod.Post, Path + "/validate", HttpStatusCode.OK, """{"mode":"full","port":80}""");
        JsonNode right = await host.AskAsync(HttpMethod.Post, Path + "/validate", HttpStatusCode.OK, """{"counter":7}""");

        Assert.Equal("must be 1024 or more in the mode full", (string?)wrong["errors"]?["port"]?[0]);
        Assert.Empty(right["errors"]?.AsObject() ?? []);
        JsonNode settings = await host.AskAsync(HttpMethod.Get, Path, HttpStatusCode.OK);
        Assert.Equal("default", (string?)settings["sources"]?["counter"]);
    }

    [Fact]
    public async Task Export_WithAPassphrase_IsImportedWithItOnly()
    {
        await host.AskAsync(HttpMethod.Put, Path, HttpStatusCode.OK, """{"api_key":"correct horse","verbose":true}""");
        JsonNode plain = await host.AskAsync(HttpMethod.Get, Path + "/export", HttpStatusCode.OK);
        Assert.Null(plain["secrets"]);
        Assert.True((bool?)plain["values"]?["verbose"]);
        await host.AskAsync(HttpMethod.Post, Path + "/export", HttpStatusCode.UnprocessableEntity, """{"passphrase":"short"}""");
        JsonNode document = await host.AskAsync(
            HttpMethod.Post, Path + "/export", HttpStatusCode.OK, """{"passphrase":"a long passphrase"}""");
        Assert.DoesNotContain("correct horse", document.ToJsonString(), StringComparison.Ordinal);

        string Import(string passphrase) => new JsonObject { ["document"] = document.DeepClone(), ["passphrase"] = passphrase }.ToJsonString();
        await host.AskAsync(HttpMethod.Post, Path + "/import", HttpStatusCode.UnprocessableEntity, Import("a wrong passphrase"));
        JsonNode imported = await host.AskAsync(HttpMethod.Post, Path + "/import", HttpStatusCode.OK, Import("a long passphrase"));

        Assert.True((bool?)imported["is_set"]?["api_key"]);
    }

    [Fact]
    public async Task UnknownPlugin_IsAnsweredWithAClearSentence()
    {
        JsonNode problem = await host.AskAsync(HttpMethod.Get, "nobody/settings", HttpStatusCode.NotFound);

        Assert.Equal("There is no plugin 'nobody'.", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"limits":5}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Put_OfWhatIsNoChange_IsRefused(string body)
    {
        await host.AskAsync(HttpMethod.Put, Path, HttpStatusCode.UnprocessableEntity, body);
    }
}
