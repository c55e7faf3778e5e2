using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Browser;

/// <summary>A demo hub and a real browser, shared by the browser tests.</summary>
public class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HubProcess? _hub;

    internal HubProcess Hub => _hub ?? throw new InvalidOperationException("The fixture was not started.");

    public async Task InitializeAsync()
    {
        _hub = await StartHubAsync();
        if (HasKey)
        {
            await _hub.SignInAsync();
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Hub.DisposeAsync();
    }

    private protected virtual bool HasKey => true;

    private protected virtual Task<HubProcess> StartHubAsync() => HubProcess.StartFreshAsync("--demo");

    /// <summary>Opens a page of the web interface and collects what the browser complains about.</summary>
    internal async Task<(IPage Page, List<string> Errors)> OpenAsync(string path, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        IBrowser browser = _browser ?? throw new InvalidOperationException("The fixture was not started.");
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 900 },
            ColorScheme = scheme,
            BaseURL = $"http://localhost:{Hub.HttpPort}",
        });
        IPage page = await context.NewPageAsync();
        List<string> errors = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(path);
        return (page, errors);
    }
}
