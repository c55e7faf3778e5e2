using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Browser;

/// <summary>A hub as a new owner finds it, and a real browser.</summary>
public sealed class EmptyHubFixture : BrowserFixture
{
    private protected override bool HasKey => false;

    private protected override Task<HubProcess> StartHubAsync() => HubProcess.StartFreshAsync();
}
