using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Sdk.Settings;
using PiHub.Settings.General;

namespace PiHub.Api.Auth;

/// <summary>What people call this hub.</summary>
internal static class HubNames
{
    public static string Of(HttpContext context) =>
        (context.RequestServices.GetService<ISettings<GeneralSettings>>()?.Current ?? new GeneralSettings()).Name;
}
