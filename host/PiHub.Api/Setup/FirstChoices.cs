using PiHub.Settings.General;

namespace PiHub.Api.Setup;

/// <summary>Applies what the owner chose at the first start, beside the account.</summary>
internal sealed class FirstChoices(IFirstSettings settings, IDemoDevices demo)
{
    public async Task ApplyAsync(GeneralSettings general, bool wantsDemoDevices, CancellationToken cancellationToken)
    {
        await settings.SaveAsync(general, cancellationToken);
        await demo.SetAsync(wantsDemoDevices, cancellationToken);
    }
}
