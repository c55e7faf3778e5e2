using System.Text.Json;
using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Browser;

/// <summary>WCAG 2.1 A and AA, as far as axe-core can see it: contrast, names, roles, order of headings.</summary>
public sealed class AccessibilityTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly string Axe = File.ReadAllText(
        Path.Combine(Artifacts.Repository, "host", "web", "node_modules", "axe-core", "axe.min.js"));

    private static readonly string[] Paths =
    [
        "/", "/history", "/automations", "/automations/new", "/devices", "/plugins", "/plugins/power-quality/settings", "/jobs", "/broker", "/system",
        "/logs", "/notifications", "/settings", "/settings/general", "/settings/network", "/settings/backups", "/users", "/keys", "/audit", "/profile",
        "/setup",
    ];

    public static TheoryData<string, ColorScheme, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, ColorScheme, int>();
            foreach (string path in Paths)
            {
                cases.Add(path, ColorScheme.Light, 1280);
                cases.Add(path, ColorScheme.Dark, 390);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Page_HasNoViolations(string path, ColorScheme scheme, int width)
    {
        (IPage page, _) = await fixture.OpenAsync(path, scheme, width);
        await page.Locator("h1").First.WaitForAsync();
        await page.WaitForFunctionAsync(
            """
            () => {
              const all = (root) => [...root.querySelectorAll('*')].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
              return !all(document).some((node) => node.localName === 'ph-loading');
            }
            """);
        await page.EvaluateAsync(Axe);

        JsonElement violations = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
              return result.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.target.flat().join(' ')} ${node.html}`).join(' | ')}`);
            }
            """);

        Assert.Equal("", string.Join('\n', violations.EnumerateArray().Select(violation => violation.GetString())));
        await page.Context.CloseAsync();
    }
}
