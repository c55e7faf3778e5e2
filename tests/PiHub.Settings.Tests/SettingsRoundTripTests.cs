using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Settings.Live;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Tests;

public sealed class SettingsRoundTripTests
{
    // Near what settings are, so that many are accepted, and far from it.
    private static readonly Gen<JsonNode?> Scalars = Gen.OneOf(
        Gen.Choose(-5, 4000).Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<long>().Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (JsonNode?)number),
        ArbMap.Default.GeneratorFor<bool>().Select(flag => (JsonNode?)flag),
        ArbMap.Default.GeneratorFor<string>().Select(text => (JsonNode?)(text ?? "")),
        Gen.Choose(0, 100_000).Select(seconds => (JsonNode?)IsoDuration.Write(TimeSpan.FromMilliseconds(seconds * 77L))),
        Gen.Choose(0, 40_000).Select(days => (JsonNode?)ScalarForms.Write(DateOnly.MinValue.AddDays(days * 90))),
        Gen.Choose(0, 86_399).Select(seconds => (JsonNode?)ScalarForms.Write(TimeOnly.MinValue.Add(TimeSpan.FromSeconds(seconds)))),
        Gen.Elements("sun", "light_rain", "", "http://h/", "urn:x", "/relative", "PT", "P1D", "-PT5S", "PT1.5S", "24:00", "1e5", "\u0000")
            .Select(text => (JsonNode?)text));

    private static readonly Gen<JsonNode?> Rows = Scalars.Two().Select(cells =>
        (JsonNode?)new JsonObject { ["name"] = cells.Item1?.DeepClone(), ["target"] = cells.Item2?.DeepClone() });

    private static readonly Gen<JsonNode?> Values = Gen.Frequency(
        (6, Scalars),
        (2, Gen.OneOf(Scalars, Rows).ListOf(4).Select(entries => (JsonNode?)new JsonArray([.. entries.Select(entry => entry?.DeepClone())]))),
        (1, Rows));

    // Of each kind what it takes, mostly; and anything else now and then.
    private static readonly Gen<(string Name, JsonNode? Value)> Changes = Gen.OneOf(
        Of("poll", Gen.Choose(-5, 4000).Select(number => (JsonNode?)number)),
        Of("name", ArbMap.Default.GeneratorFor<string>().Select(text => (JsonNode?)(text ?? ""))),
        Of("wait", Gen.Choose(0, 60_000).Select(count => (JsonNode?)IsoDuration.Write(TimeSpan.FromMilliseconds(count * 77L)))),
        Of("gain", ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (JsonNode?)number)),
        Of("price", ArbMap.Default.GeneratorFor<decimal>().Select(number => (JsonNode?)number)),
        Of("counter", ArbMap.Default.GeneratorFor<long>().Select(number => (JsonNode?)number)),
        Of("is_on", ArbMap.Default.GeneratorFor<bool>().Select(flag => (JsonNode?)flag)),
        Of("since", Gen.Choose(0, 40_000).Select(days => (JsonNode?)ScalarForms.Write(DateOnly.MinValue.AddDays(days * 90)))),
        Of("daily", Gen.Choose(0, 86_399).Select(count => (JsonNode?)ScalarForms.Write(TimeOnly.MinValue.Add(TimeSpan.FromSeconds(count))))),
        Of("weather", Gen.Elements("sun", "light_rain", "snow").Select(text => (JsonNode?)text)),
        Of("address", Gen.Elements("http://h/", "urn:x", "").Select(text => (JsonNode?)text)),
        Of("alarm", ArbMap.Default.GeneratorFor<int>().Select(number => (JsonNode?)number)),
        Of("hosts", ListOf(ArbMap.Default.GeneratorFor<string>().Select(text => (JsonNode?)(text ?? "")))),
        Of("steps", ListOf(ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (JsonNode?)number))),
        Of("rooms", ListOf(Gen.Choose(0, 35).Select(target => (JsonNode?)new JsonObject { ["name"] = "Room", ["target"] = target }))));

    private static Gen<(string Name, JsonNode? Value)> Of(string name, Gen<JsonNode?> fitting) =>
        Gen.Frequency((3, fitting), (1, Values)).Select(value => (name, value));

    private static Gen<JsonNode?> ListOf(Gen<JsonNode?> entries) => Gen.Choose(0, 4)
        .SelectMany(count => entries.ListOf(count))
        .Select(list => (JsonNode?)new JsonArray([.. list.Select(entry => entry?.DeepClone())]));

    [Fact]
    public async Task Value_ThatIsPut_IsReadBackTheSameOrRefusedByItsField()
    {
        await using var bench = new SettingsBench();
        LiveSettings<HouseSettings> live = bench.Start<HouseSettings>();
        int accepted = 0;

        Prop.ForAll(Changes.ToArbitrary(), given =>
        {
            (string name, JsonNode? value) = given;
            SettingsOutcome outcome = bench.Put(new JsonObject { [name] = value?.DeepClone() }.ToJsonString());
            if (outcome.Errors.Count > 0)
            {
                Assert.All(outcome.Errors.Keys, path => Assert.Equal(name, SettingPath.SettingOf(path)));
                return;
            }

            accepted++;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value?.ToJsonString() ?? "null"), outcome.Now.Values[name]));
            Assert.NotNull(live.Current);
            bench.Put(new JsonObject { [name] = null }.ToJsonString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

        Assert.True(accepted > 40, $"only {accepted} values were accepted");
    }
}
