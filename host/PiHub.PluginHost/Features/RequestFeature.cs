using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Pages;
using PiHub.PluginHost.Requests;

namespace PiHub.PluginHost.Features;

/// <summary>Serves the plugin's HTTP routes in a pipeline of its own, and the files that its pages need.</summary>
internal sealed class RequestFeature(LentServices lent) : IPluginFeature
{
    public void Lend(PluginStart start, IServiceCollection services)
    {
        PageRules.CheckLinks(start.Declared.Pages);
        start.Plugin.Assets = PluginAssets.Of(start.Folder, start.Manifest);
        IReadOnlyList<IJsonTypeInfoResolver> resolvers = start.Declared.JsonResolvers;
        services.AddSingleton(lent.Diagnostics);
        services.AddRouting();
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;

            // Without the framework's reflection: its caches would keep the types of the plugin for ever.
            options.SerializerOptions.TypeInfoResolverChain.Clear();
            foreach (IJsonTypeInfoResolver resolver in resolvers.Append(ProblemJson.Default))
            {
                options.SerializerOptions.TypeInfoResolverChain.Add(resolver);
            }
        });
    }

    public ValueTask OpenAsync(PluginStart start, CancellationToken cancellationToken)
    {
        start.Plugin.Serve(PluginPipeline.Build(start.Declared.Apis, start.Services));
        return ValueTask.CompletedTask;
    }
}
