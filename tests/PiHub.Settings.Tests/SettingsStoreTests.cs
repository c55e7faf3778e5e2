using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PiHub.Settings.Archive;
using PiHub.Settings.Layers;
using PiHub.Settings.Live;

namespace PiHub.Settings.Tests;

public sealed class SettingsStoreTests
{
    [Theory]
    [InlineData("9007199254740991", true)]
    [InlineData("9007199254740992", false)]
    [InlineData("-9007199254740992", false)]
    public async Task WholeNumber_ThatABrowserCannotTellFromItsNeighbour_IsRefused(string number, bool isGood)
    {
        await using var bench = new SettingsBench();
        bench.Start<HouseSettings>();

        SettingsOutcome? outcome = bench.Settings.Change(
            SettingsBench.Owner, JsonElement.Parse($"{{\"counter\":{number}}}"), ifMatch: null, isTrial: true);

        Assert.Equal(isGood ? null : "must be a whole number from -9007199254740991 to 9007199254740991", outcome?.Errors.GetValueOrDefault("counter")?[0]);
    }

    [Fact]
    public async Task Value_ComesFromTheSourceThatWins_AndAResetGoesBackOne()
    {
        await using var bench = new SettingsBench(
            file: new() { ["PluginSettings:house:poll"] = "10", ["PluginSettings:house:name"] = "file" },
            environment: new() { ["PluginSettings:house:poll"] = "20" });
        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();
        Assert.Equal((20, "file", TimeSpan.FromMinutes(5)), (live.Current.Poll, live.Current.Name, live.Current.Wait));

        bench.Put("""{"poll":30,"wait":"PT10S"}""");

        Assert.Equal((30, TimeSpan.FromSeconds(10)), (live.Current.Poll, live.Current.Wait));
        Assert.Equal(SettingSource.Admin, bench.Now.Sources["poll"]);
        Assert.Equal(SettingSource.File, bench.Now.Sources["name"]);
        Assert.Equal(SettingSource.Default, bench.Now.Sources["gain"]);
        Assert.Equal((SettingSource.Environment, "20"), (bench.Now.Beneath["poll"].Source, bench.Now.Beneath["poll"].Value.ToString()));

        bench.Put("""{"poll":null}""");

        Assert.Equal((20, SettingSource.Environment), (live.Current.Poll, bench.Now.Sources["poll"]));
        Assert.Equal(TimeSpan.FromSeconds(10), live.Current.Wait);
    }

    [Fact]
    public async Task EveryKind_IsReadFromTheConfiguration()
    {
        await using var bench = new SettingsBench(file: new()
        {
            ["PluginSettings:house:wait"] = "00:00:20",
            ["PluginSettings:house:is_on"] = "False",
            ["PluginSettings:house:Price"] = "1.50",
            ["PluginSettings:house:weather"] = "sun",
            ["PluginSettings:house:hosts:0"] = "x",
            ["PluginSettings:house:hosts:1"] = "y",
            ["PluginSettings:house:rooms:0:name"] = "Hall",
            ["PluginSettings:house:rooms:0:target"] = "18",
            ["PluginSettings:house:band:low"] = "3",
        });

        HouseSettings settings = bench.Start<HouseSettings>().Current;

        Assert.Equal(TimeSpan.FromSeconds(20), settings.Wait);
        Assert.False(settings.IsOn);
        Assert.Equal(1.50m, settings.Price);
        Assert.Equal(Weather.Sun, settings.Weather);
        Assert.Equal(["x", "y"], settings.Hosts);
        Assert.Equal(("Hall", 18), (settings.Rooms.Single().Name, settings.Rooms.Single().Target));
        Assert.Equal((3, 9), (settings.Band.Low, settings.Band.High));
        Assert.Empty(bench.Now.Errors);
    }

    [Fact]
    public async Task Change_WithSeveralMistakes_NamesEachFieldAndStoresNothing()
    {
        await using var bench = new SettingsBench();
        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();

        SettingsOutcome outcome = bench.Put("""
            {"poll":0,"name":"x","wait":"PT2H","weather":"snow","gain":"much","band":{"low":"a"},"is_on":false,"nowhere":1,
             "hosts":["a","b","c","d"],"rooms":[{"name":" ","target":99}]}
            """);

        Assert.Equal("must be a whole number from 1 to 3600 s", Assert.Single(outcome.Errors["poll"]));
        Assert.Equal("must have 2 to 10 characters", Assert.Single(outcome.Errors["name"]));
        Assert.Equal("must be a duration such as PT5M (ISO 8601) from 1 s to 1 h", Assert.Single(outcome.Errors["wait"]));
        Assert.Equal("must be one of: sun, light_rain", Assert.Single(outcome.Errors["weather"]));
        Assert.Equal("must be a number of at least 0", Assert.Single(outcome.Errors["gain"]));
        Assert.Equal("must be a whole number", Assert.Single(outcome.Errors["band.low"]));
        Assert.Equal("there is no such setting", Assert.Single(outcome.Errors["nowhere"]));
        Assert.Equal("must have at most 3 entries", Assert.Single(outcome.Errors["hosts"]));
        Assert.Equal("is required", Assert.Single(outcome.Errors["rooms[0].name"]));
        Assert.Equal("must be a whole number from 5 to 30", Assert.Single(outcome.Errors["rooms[0].target"]));
        Assert.True(live.Current.IsOn);
        Assert.Equal(SettingSource.Default, bench.Now.Sources["is_on"]);
    }

    [Fact]
    public async Task Change_ThatTheClassItselfRefuses_IsNotStored()
    {
        await using var bench = new SettingsBench();
        bench.Start<HouseSettings>();

        Assert.Equal("must be 100 s or more for slow", Assert.Single(bench.Put("""{"name":"slow"}""").Errors["poll"]));
        Assert.Equal("the band is upside down", Assert.Single(bench.Put("""{"band":{"low":10}}""").Errors[""]));

        Assert.Empty(bench.Put("""{"name":"slow","poll":100,"band":{"low":10,"high":20}}""").Errors);
    }

    [Fact]
    public async Task StoredValue_ThatThisVersionRefuses_GivesWayAndIsReportedUntilMended()
    {
        await using var bench = new SettingsBench(file: new() { ["PluginSettings:house:poll"] = "7" });
        bench.Start<Loose>();
        bench.Put("""{"poll":99999,"name":"much too long for a house","gone":1}""");
        await bench.StopAsync();

        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();

        Assert.Equal((7, "house"), (live.Current.Poll, live.Current.Name));
        Assert.Equal(
            [
                "the setting 'name': the stored value is refused: must have 2 to 10 characters; the default is used",
                "the setting 'poll': the stored value is refused: must be a whole number from 1 to 3600 s; the value of the configuration file is used",
            ],
            bench.Troubles.Order(StringComparer.Ordinal));
        Assert.Contains("poll", bench.Now.Errors.Keys);

        bench.Put("""{"poll":8,"name":null}""");

        Assert.Empty(bench.Troubles);
        Assert.Equal(8, live.Current.Poll);
        await bench.StopAsync();
        Assert.Equal(1, bench.Start<Loose>().Current.Gone); // kept for the way back
    }

    [Fact]
    public async Task StoredValues_ThatRulesAcrossSettingsRefuse_GiveWayToo()
    {
        await using var bench = new SettingsBench();
        bench.Start<Loose>();
        bench.Put("""{"name":"slow","poll":5}""");
        await bench.StopAsync();

        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();

        // The rule names poll; its default breaks the rule as well, and then the rule stands alone against the name.
        Assert.Equal(60, live.Current.Poll);
        Assert.NotEmpty(bench.Troubles);
    }

    [Fact]
    public async Task DefaultThatItsOwnRuleRefuses_IsReported_AndBlamesNobodysValues()
    {
        await using var bench = new SettingsBench(file: new() { ["PluginSettings:house:poll"] = "7" });

        LiveSettings<Flawed> live = bench.Start<Flawed>();

        Assert.Equal(7, live.Current.Poll);
        Assert.StartsWith("the setting 'mail' The Mail field", Assert.Single(bench.Troubles), StringComparison.Ordinal);
        Assert.Empty(bench.Put("""{"poll":8}""").Errors);
    }

    [Fact]
    public async Task RequiredSetting_ThatNobodyGave_DegradesThePluginUntilItIs()
    {
        await using var bench = new SettingsBench();
        LiveSettings<NeedySettings> live = bench.Start<NeedySettings>();

        Assert.Equal("the setting 'key' is required", Assert.Single(bench.Troubles));
        Assert.Equal("is required", Assert.Single(bench.Put("""{"poll":2}""").Errors["key"]));

        Assert.Empty(bench.Put("""{"poll":2,"key":"k"}""").Errors);

        Assert.Empty(bench.Troubles);
        Assert.Equal("k", live.Current.Key.Reveal());
    }

    [Fact]
    public async Task Secret_LeavesNeitherInTheClearOnDiskNorInWhatIsShown()
    {
        await using var bench = new SettingsBench();
        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();
        Assert.False(bench.Now.SecretsSet["password"]);

        bench.Put("""{"password":"correct horse"}""");

        Assert.Equal("correct horse", live.Current.Password.Reveal());
        Assert.True(bench.Now.SecretsSet["password"]);
        Assert.Null(bench.Now.Values["password"]);
        Assert.DoesNotContain("correct horse", Encoding.UTF8.GetString(bench.Stored()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfAFile_IsReadFromIt()
    {
        await using var bench = new SettingsBench();
        bench.Environment["PluginSettings:house:password_FILE"] = bench.Secret("password", "from a file\n");
        bench.Restart(new EphemeralDataProtectionProvider());

        Assert.Equal("from a file", bench.Start<HouseSettings>().Current.Password.Reveal());
        Assert.Equal(SettingSource.Environment, bench.Now.Sources["password"]);
    }

    [Fact]
    public async Task Secret_WhoseKeysAreLost_IsUnsetAndReported()
    {
        await using var bench = new SettingsBench();
        bench.Start<HouseSettings>();
        bench.Put("""{"password":"correct horse"}""");
        await bench.StopAsync();
        bench.Restart(new EphemeralDataProtectionProvider());

        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();

        Assert.False(live.Current.Password.IsSet);
        Assert.Contains("it cannot be decrypted", Assert.Single(bench.Troubles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfSettingsThatSomebodyElseChanged_IsAConflict()
    {
        await using var bench = new SettingsBench();
        bench.Start<HouseSettings>();
        string seen = bench.Now.ETag;
        Assert.False(bench.Put("""{"poll":2}""", seen).IsConflict);

        SettingsOutcome late = bench.Put("""{"poll":3}""", seen);

        Assert.True(late.IsConflict);
        Assert.Equal("2", bench.Now.Values["poll"]?.ToJsonString());
        Assert.False(bench.Put("""{"poll":3}""", late.Now.ETag).IsConflict);
    }

    [Fact]
    public async Task PluginThatDoesNotRun_IsChangedByItsLastSchema()
    {
        await using var bench = new SettingsBench();
        Assert.Null(bench.Settings.Find(SettingsBench.Owner));
        bench.Start<HouseSettings>();
        await bench.StopAsync();

        Assert.False(bench.Now.IsLive);
        Assert.NotEmpty(bench.Put("""{"poll":0}""").Errors);
        Assert.Empty(bench.Put("""{"poll":5}""").Errors);

        Assert.Equal(5, bench.Start<HouseSettings>().Current.Poll);
    }

    [Fact]
    public async Task Export_GoesToAnotherHub_WithItsSecretsOnlyByTheirPassphrase()
    {
        await using var bench = new SettingsBench();
        bench.Start<HouseSettings>();
        bench.Put("""{"poll":5,"password":"correct horse","band":{"low":2}}""");
        Assert.Null(bench.Settings.Export(SettingsBench.Owner, passphrase: null)?.Secrets);
        SettingsDocument document = bench.Settings.Export(SettingsBench.Owner, "a long passphrase") ?? throw new InvalidOperationException();
        Assert.Equal("""{"poll":5,"band":{"low":2}}""", document.Values.GetRawText());

        await using var other = new SettingsBench();
        LiveSettings<HouseSettings> live = other.Start<HouseSettings>();
        Assert.Equal(["passphrase"], other.Settings.Import(SettingsBench.Owner, document, "a wrong passphrase", ifMatch: null, isTrial: false)?.Errors.Keys);
        Assert.Equal(60, live.Current.Poll);
        other.Settings.Import(SettingsBench.Owner, document, "a long passphrase", ifMatch: null, isTrial: false);

        Assert.Equal((5, 2, "correct horse"), (live.Current.Poll, live.Current.Band.Low, live.Current.Password.Reveal()));
        JsonElement foreign = JsonElement.Parse("""{"poll":6}""");
        Assert.NotEmpty(other.Settings.Import(
            SettingsBench.Owner, new SettingsDocument { Plugin = "another", Values = foreign }, passphrase: null, ifMatch: null, isTrial: false)!.Errors); // it runs
    }

    /// <summary>Whose author did not look at the default.</summary>
    public sealed class Flawed
    {
        public int Poll { get; init; } = 1;

        [System.ComponentModel.DataAnnotations.EmailAddress]
        public string Mail { get; init; } = "nobody";
    }

    /// <summary>An earlier version, which allowed more.</summary>
    public sealed class Loose
    {
        public int Poll { get; init; } = 60;

        public string Name { get; init; } = "house";

        public int Gone { get; init; }
    }
}
