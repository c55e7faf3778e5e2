using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Requests;

namespace PiHub.PluginHost.Tests.Requests;

public sealed class PluginRequestDispatcherTests
{
    [Fact]
    public async Task ScopeThatThrowsAtItsEnd_DoesNotSpoilTheAnswer()
    {
        var plugin = new RunningPlugin("a", new PluginLoadContext(typeof(PluginRequestDispatcherTests).Assembly.Location));
        plugin.Serve(new ServiceCollection().AddScoped<Brittle>().BuildServiceProvider());
        plugin.Serve(context =>
        {
            Assert.Empty(context.Items);
            context.RequestServices.GetRequiredService<Brittle>();
            context.Items["plugin"] = "seen by the plugin only";
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext();
        context.Items["host"] = 1;
        using var log = new ErrorLog();

        Exception? failure = await PluginRequestDispatcher.RunAsync(context, plugin, "a", log, "/api/a");

        Assert.Null(failure);
        Assert.Equal(["host"], context.Items.Keys);
    }

    private sealed class Brittle : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("It breaks.");
    }
}
