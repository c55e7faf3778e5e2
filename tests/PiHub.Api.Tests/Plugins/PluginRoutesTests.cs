using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.Tests.PluginSettings;

namespace PiHub.Api.Tests.Plugins;

public sealed class PluginRoutesTests(SettingsApiHost host) : IClassFixture<SettingsApiHost>
{
    [Theory]
    [InlineData("GET", "/api/plugins", Role.Viewer, 200)]
    [InlineData("GET", "/api/plugins/nobody", Role.Viewer, 404)]
    [InlineData("GET", "/api/plugins/nobody/pages", Role.Viewer, 404)]
    [InlineData("POST", "/api/plugins/nobody/enable?consent=true", Role.Admin, 404)]
    [InlineData("POST", "/api/plugins/nobody/disable", Role.Admin, 404)]
    [InlineData("POST", "/api/plugins/nobody/rollback", Role.Admin, 404)]
    [InlineData("POST", "/api/plugins/nobody/use?version=1.0.0", Role.Admin, 404)]
    [InlineData("DELETE", "/api/plugins/nobody?data=delete", Role.Admin, 404)]
    [InlineData("DELETE", "/api/plugins/tunable", Role.Admin, 409)]
    [InlineData("POST", "/api/plugins/tunable/rollback", Role.Admin, 409)]
    [InlineData("POST", "/api/plugins/tunable/use?version=9.9.9", Role.Admin, 409)]
    [InlineData("POST", "/api/plugins", Role.Admin, 415, "{}")]
    [InlineData("GET", "/api/plugins/drops", Role.Viewer, 200)]
    [InlineData("DELETE", "/api/plugins/drops/nobody", Role.Admin, 404)]
    [InlineData("GET", "/api/schemas/plugin.json", Role.Viewer, 200)]
    [InlineData("GET", "/api/catalogue", Role.Viewer, 200)]
    [InlineData("POST", "/api/catalogue/refresh", Role.Admin, 409)]
    [InlineData("POST", "/api/catalogue/nobody/install", Role.Admin, 404, "{}")]
    [InlineData("GET", "/api/jobs", Role.Viewer, 200)]
    [InlineData("GET", "/api/jobs/nobody/none/runs", Role.Viewer, 404)]
    [InlineData("POST", "/api/jobs/nobody/none/run", Role.Operator, 404)]
    [InlineData("POST", "/api/jobs/nobody/none/cancel", Role.Operator, 404)]
    [InlineData("GET", "/api/plugins/nobody/logs", Role.Installer, 404)]
    [InlineData("GET", "/api/plugins/tunable/logs?level=warning", Role.Installer, 200)]
    [InlineData("GET", "/api/logs", Role.Installer, 200)]
    [InlineData("GET", "/api/logs?plugin=nobody", Role.Installer, 200)]
    [InlineData("GET", "/api/logs?level=loud", Role.Installer, 400)]
    [InlineData("GET", "/api/logs?level=3&limit=5000", Role.Installer, 400)]
    [InlineData("GET", "/api/logs/levels", Role.Installer, 200)]
    [InlineData("PUT", "/api/logs/levels", Role.Admin, 200, """{"rules":[{"category":"PiHub.Mqtt","level":"debug","for_s":900}]}""")]
    [InlineData("PUT", "/api/logs/levels", Role.Admin, 400, """{"rules":[{"category":"Microsoft.AspNetCore","level":"trace"}]}""")]
    [InlineData("GET", "/api/plugins/nobody/settings", Role.Installer, 404)]
    [InlineData("POST", "/api/plugins/nobody/settings/validate", Role.Installer, 404, "{}")]
    [InlineData("PUT", "/api/plugins/nobody/settings", Role.Admin, 404, "{}")]
    [InlineData("POST", "/api/plugins/nobody/settings/export", Role.Admin, 404, "{\"passphrase\":\"long enough for it\"}")]
    public async Task Route_LetsInItsRoleAndHigherOnes(string method, string path, Role least, int status, string? body = null)
    {
        foreach (Role? role in Enum.GetValues<Role>().Cast<Role?>().Prepend(null))
        {
            using HttpResponseMessage response = await host.SendAsync(role, new HttpMethod(method), path, body);

            int expected = role is null ? 401 : role < least ? 403 : status;
            string text = await response.Content.ReadAsStringAsync();
            Assert.True(expected == (int)response.StatusCode, $"{role}: {(int)response.StatusCode} {text}");
            if (expected >= 400)
            {
                JsonNode? problem = JsonNode.Parse(text);
                Assert.NotEqual("", (string?)problem?["detail"] ?? (problem?["errors"] is null ? "" : "errors"));
            }
        }
    }

    [Fact]
    public async Task Plugin_TellsOfItsSettingsAndJobs()
    {
        JsonNode plugin = await host.AskAsync(HttpMethod.Get, "tunable", HttpStatusCode.OK);

        Assert.True((bool?)plugin["has_settings"]);
        Assert.Equal(0, (int?)plugin["jobs"]);
    }

    [Theory]
    [InlineData("""{"document":{"plugin":"tunable","values":{"port":80,"port":81}}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"document":{"plugin":"tunable","values":{"limits":{"low":1,"low":2}}}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"document":{"plugin":"tunable","values":null}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Import_OfADocumentThatSaysNothingClear_IsRefused(string body, HttpStatusCode expected)
    {
        JsonNode problem = await host.AskAsync(HttpMethod.Post, "tunable/settings/import", expected, body);

        Assert.NotEmpty((string?)problem["detail"] ?? "");
    }
}
