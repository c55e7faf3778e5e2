using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Access;

/// <summary>Reads <see cref="AclOptions"/> and refuses what is wrong, all of it at once.</summary>
internal sealed class AclSetup(IConfiguration configuration) : IConfigureOptions<AclOptions>, IValidateOptions<AclOptions>
{
    private static readonly string[] Keys =
    [
        nameof(AclRuleOptions.User), nameof(AclRuleOptions.Role), nameof(AclRuleOptions.ClientId), nameof(AclRuleOptions.Topic),
        nameof(AclRuleOptions.Access), nameof(AclRuleOptions.Effect),
    ];

    public void Configure(AclOptions options)
    {
        foreach (IConfigurationSection section in configuration.GetSection("Mqtt:Acl").GetChildren())
        {
            var rule = new AclRuleOptions { Path = section.Path };
            section.Bind(rule);
            string[] found = [.. section.GetChildren().Select(child => child.Key)];
            rule.UnknownKeys = [.. found.Except(Keys, StringComparer.OrdinalIgnoreCase)];
            options.Rules.Add(rule);
        }
    }

    public ValidateOptionsResult Validate(string? name, AclOptions options)
    {
        var mistakes = new List<string>();
        if (configuration["Mqtt:Acl"] is { Length: > 0 } text)
        {
            mistakes.Add($"Mqtt:Acl is a list of rules, not '{text}': number them, as in Mqtt:Acl:0:Topic.");
        }

        foreach (AclRuleOptions rule in options.Rules)
        {
            AclRule.Parse(rule, options.Roles, mistakes);
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
