namespace PiHub.PluginHost.Manifests;

/// <summary>What a text in a manifest must be.</summary>
/// <param name="IsGood">Whether a text follows it.</param>
/// <param name="Rule">The rule, to be said after "must be".</param>
/// <param name="Remedy">What to do about a text that does not follow it.</param>
internal sealed record ManifestRule(Func<string, bool> IsGood, string Rule, string Remedy);
