using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Bridges;

/// <summary>Reads <see cref="BridgesOptions"/> and refuses what is wrong, all of it at once.</summary>
internal sealed class BridgesSetup(IConfiguration configuration) : IConfigureOptions<BridgesOptions>, IValidateOptions<BridgesOptions>
{
    private const string ModePath = "Mqtt:Mode";
    private const string BridgesPath = "Mqtt:Bridges";
    private const string ExternalPath = "Mqtt:External";

    public void Configure(BridgesOptions options)
    {
        if (configuration[ModePath] is { Length: > 0 } mode)
        {
            if (Enum.TryParse(mode, ignoreCase: true, out BrokerMode known) && Enum.IsDefined(known))
            {
                options.Mode = known;
            }
            else
            {
                options.Mistakes.Add($"{ModePath} '{mode}' is unknown: say embedded or external.");
            }
        }

        if (configuration[BridgesPath] is { Length: > 0 } text)
        {
            options.Mistakes.Add($"{BridgesPath} is a list of bridges, not '{text}': number them, as in {BridgesPath}:0:Name.");
        }

        foreach (IConfigurationSection section in configuration.GetSection(BridgesPath).GetChildren())
        {
            var bridge = new BridgeOptions { Path = section.Path };
            BridgeKeys.Bind(section, bridge, nameof(BridgeOptions.Topics), options.Mistakes);
            ReadTopics(section.GetSection(nameof(BridgeOptions.Topics)), bridge, options.Mistakes);
            options.Bridges.Add(bridge);
        }

        if (configuration.GetSection(ExternalPath) is var external && external.Exists())
        {
            options.External = new BridgeOptions { Path = ExternalPath };
            BridgeKeys.Bind(
                external, options.External, skipped: null, options.Mistakes, nameof(BridgeOptions.Name), nameof(BridgeOptions.Topics));
        }
    }

    public ValidateOptionsResult Validate(string? name, BridgesOptions options)
    {
        List<string> mistakes = [.. options.Mistakes];
        BridgeCheck.All(options, mistakes);
        if (options.Mode == BrokerMode.External && configuration["Mqtt:Tls:Port"] is { Length: > 0 })
        {
            mistakes.Add("Mqtt:Tls:Port has no use with Mqtt:Mode external, for clients connect to the external broker: remove it.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static void ReadTopics(IConfigurationSection section, BridgeOptions bridge, List<string> mistakes)
    {
        if (section.Value is { Length: > 0 } text)
        {
            mistakes.Add($"{section.Path} is a list, not '{text}': number its entries, as in {section.Path}:0:Filter.");
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            var topic = new BridgeTopicOptions { Path = child.Path };
            BridgeKeys.Bind(child, topic, skipped: null, mistakes);
            bridge.Topics.Add(topic);
        }
    }
}
