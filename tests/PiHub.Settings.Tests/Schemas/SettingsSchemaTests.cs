using System.Text.Json;
using PiHub.Sdk.Settings;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Tests.Schemas;

public sealed class SettingsSchemaTests
{
    private static readonly JsonElement Schema = SettingsSchema.Of(SettingsClass.Of(typeof(HouseSettings)));

    [Theory]
    [InlineData("poll", """{"type":"integer","format":"int32","title":"Poll every","description":"How often","x-unit":"s","x-group":"Reading","x-order":2,"minimum":1,"maximum":3600,"default":60}""")]
    [InlineData("name", """{"type":"string","title":"Name","x-order":1,"minLength":2,"maxLength":10,"default":"house"}""")]
    [InlineData("password", """{"type":"string","writeOnly":true,"x-secret":true,"title":"Password"}""")]
    [InlineData("wait", """{"type":"string","format":"duration","title":"Wait","formatMinimum":"PT1S","formatMaximum":"PT1H","default":"PT5M"}""")]
    [InlineData("gain", """{"type":"number","format":"double","title":"Gain","minimum":0,"default":1}""")]
    [InlineData("price", """{"type":"number","format":"decimal","title":"Price","default":0.25}""")]
    [InlineData("counter", """{"type":"integer","format":"int64","title":"Counter","default":1}""")]
    [InlineData("is_on", """{"type":"boolean","title":"Is on","default":true}""")]
    [InlineData("since", """{"type":"string","format":"date","title":"Since","default":"2026-01-31"}""")]
    [InlineData("daily", """{"type":"string","format":"time-local","title":"Daily","default":"07:30"}""")]
    [InlineData("weather", """{"type":"string","enum":["sun","light_rain"],"x-enum-titles":["Sun","Drizzle"],"title":"Weather","default":"light_rain"}""")]
    [InlineData("address", """{"type":"string","format":"uri","title":"Address","default":null}""")]
    [InlineData("alarm", """{"type":["integer","null"],"format":"int32","title":"Alarm","default":null}""")]
    [InlineData("hosts", """{"type":"array","items":{"type":"string"},"title":"Hosts","maxItems":3,"default":["a"]}""")]
    public void Property_OfEachKind_IsWrittenWithItsRules(string name, string expected)
    {
        JsonElement actual = Schema.GetProperty("properties").GetProperty(name);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
    }

    [Fact]
    public void Properties_AreInTheOrderOfDisplay_AndThoseWithoutOneFollow()
    {
        string[] names = [.. Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

        Assert.Equal(["name", "poll", "password"], names[..3]);
    }

    [Fact]
    public void TableAndGroup_NameWhatIsRequiredAndTheirDefaults()
    {
        JsonElement row = Schema.GetProperty("properties").GetProperty("rooms").GetProperty("items");
        JsonElement group = Schema.GetProperty("properties").GetProperty("band");

        Assert.Equal("name", row.GetProperty("required")[0].GetString());
        Assert.Equal(20, row.GetProperty("properties").GetProperty("target").GetProperty("default").GetInt32());
        Assert.Equal("object", group.GetProperty("type").GetString());
        Assert.Equal(9, group.GetProperty("properties").GetProperty("high").GetProperty("default").GetInt32());
    }

    [Theory]
    [InlineData(typeof(WithObject), "the setting WithObject.Anything is of type Object, which is no kind of setting here")]
    [InlineData(typeof(WithSecretRow), "the setting Row.Key is a Secret in a table")]
    [InlineData(typeof(WithArgument), "the settings class WithArgument needs a public constructor without parameters")]
    public void Class_ThatCannotBeSettings_IsRefusedWithAReasonForItsAuthor(Type type, string expected)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SettingsClass.Of(type));

        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    public sealed class WithObject
    {
        public object? Anything { get; init; }
    }

    public sealed class WithSecretRow
    {
        public Row[] Rows { get; init; } = [];
    }

    public sealed class Row
    {
        public Secret Key { get; init; }
    }

    public sealed class WithArgument(int number)
    {
        public int Number { get; init; } = number;
    }
}
