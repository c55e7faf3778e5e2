using System.Text.Json;
using PiHub.Settings.Transfer;

namespace PiHub.Settings.Tests.Transfer;

public sealed class HubConfigurationTests
{
    private const string Passphrase = "a long passphrase";

    [Fact]
    public async Task Import_GivesAnotherHubTheSameValues_SecretsByTheirPassphraseOnly()
    {
        await using var bench = new HubBench();
        bench.Put("""{"maximum_power":50,"key":"correct horse"}""");
        Assert.DoesNotContain("secrets", Text(bench.Configuration.Export("1.0.0", passphrase: null)), StringComparison.Ordinal);
        ConfigurationDocument document = bench.Configuration.Export("1.0.0", Passphrase);
        Assert.DoesNotContain("correct horse", Text(document), StringComparison.Ordinal);

        await using var other = new HubBench();
        ConfigurationOutcome wrong = await ImportAsync(other, document, "another passphrase", isTrial: false);
        ConfigurationOutcome tried = await ImportAsync(other, document, Passphrase, isTrial: true);

        Assert.Equal(["settings.radio.passphrase"], wrong.Errors.Keys);
        Assert.Equal((false, 10), (tried.IsApplied, other.Radio.Current.MaximumPower));
        Assert.Equal(["key", "maximum_power"], tried.Changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        ConfigurationChange power = tried.Changes.Single(change => change.Path == "maximum_power");
        Assert.Equal(("settings", "radio", "10", "50"), (power.Part, power.Subject, $"{power.Before}", $"{power.After}"));
        Assert.Null(tried.Changes.Single(change => change.Path == "key").After);

        ConfigurationOutcome done = await ImportAsync(other, document, Passphrase, isTrial: false);

        Assert.True(done.IsApplied);
        Assert.Equal((50, "correct horse"), (other.Radio.Current.MaximumPower, other.Radio.Current.Key.Reveal()));
        Assert.Empty((await ImportAsync(other, document, passphrase: null, isTrial: true)).Changes);
    }

    [Fact]
    public async Task Import_WithOnePartRefused_ChangesNothing_AndTellsAllThatIsWrong()
    {
        await using var bench = new HubBench();

        ConfigurationOutcome outcome = await ImportAsync(
            bench,
            Document("""{"settings":{"radio":{"values":{"maximum_power":50}},"unknown":{"values":{}}},"notes":7,"strange":{}}"""),
            passphrase: null,
            isTrial: false);

        Assert.Equal(["notes", "strange"], outcome.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.False(outcome.IsApplied);
        Assert.Equal(10, bench.Radio.Current.MaximumPower);
        Assert.Contains("unknown", Assert.Single(outcome.Skipped), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"settings":[]}""", "settings")]
    [InlineData("""{"settings":{"radio":7}}""", "settings.radio")]
    [InlineData("""{"settings":{"radio":{"values":7}}}""", "settings.radio.document.values")]
    [InlineData("""{"settings":{"radio":{"values":{},"secrets":{"iterations":"many"}}}}""", "settings.radio")]
    [InlineData("""{"settings":{"radio":{"values":{"maximum_power":0}}}}""", "settings.radio.maximum_power")]
    public async Task Import_OfAMalformedPart_IsRefusedAtItsPlace(string parts, string place)
    {
        await using var bench = new HubBench();

        Assert.Equal([place], (await ImportAsync(bench, Document(parts), Passphrase, isTrial: true)).Errors.Keys);
    }

    [Fact]
    public async Task Import_OfAnotherKindOfDocument_IsRefused()
    {
        await using var bench = new HubBench();

        Assert.Equal(["document.format"], (await ImportAsync(bench, Document("{}") with { Format = "else" }, null, isTrial: true)).Errors.Keys);
        Assert.Equal(["document.parts"], (await ImportAsync(bench, new ConfigurationDocument(), null, isTrial: true)).Errors.Keys);
    }

    private static async Task<ConfigurationOutcome> ImportAsync(
        HubBench bench, ConfigurationDocument document, string? passphrase, bool isTrial) =>
        await bench.Configuration.ImportAsync(document, passphrase, isTrial, CancellationToken.None);

    private static ConfigurationDocument Document(string parts) => new()
    {
        Parts = JsonElement.Parse(parts).EnumerateObject().ToDictionary(part => part.Name, part => part.Value),
    };

    private static string Text(ConfigurationDocument document) =>
        string.Join('\n', (document.Parts ?? throw new InvalidOperationException("It is empty.")).Values.Select(part => part.GetRawText()));
}
