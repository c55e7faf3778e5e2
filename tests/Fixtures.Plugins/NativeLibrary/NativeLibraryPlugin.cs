using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.NativeLibrary;

public sealed partial class NativeLibraryPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapGet("/answer", AnswerAsync));

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync($"{Answer()}");

    [DllImport("pihub_fixture", EntryPoint = "pihub_fixture_answer")]
    private static extern int Answer();
}
