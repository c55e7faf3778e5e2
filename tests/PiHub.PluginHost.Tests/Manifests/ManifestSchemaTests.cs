using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Manifests;

namespace PiHub.PluginHost.Tests.Manifests;

/// <summary>What editors say about a manifest is what the hub says.</summary>
public sealed class ManifestSchemaTests
{
    private const string Base = """{"id":"a","name":"A","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"A.dll"}""";

    private static readonly SchemaChecker Schema = new(JsonElement.Parse(File.ReadAllText(SchemaPath())));

    /// <summary>A member, its value, and whether a manifest may have it.</summary>
    public static TheoryData<string, string?, bool> Members => new()
    {
        { "$schema", "\"plugin.schema.json\"", true }, { "$schema", "7", false },
        { "id", null, false }, { "id", "\"power-quality\"", true }, { "id", "\"Power\"", false }, { "id", "\"-a\"", false },
        { "id", $"\"{new string('a', 63)}\"", true }, { "id", $"\"{new string('a', 64)}\"", false }, { "id", "\"a\\n\"", false },
        { "name", null, false }, { "name", "\"\"", false }, { "name", $"\"{new string('n', 100)}\"", true }, { "name", $"\"{new string('n', 101)}\"", false },
        { "name", "null", false }, { "name", "[]", false },
        { "version", null, false }, { "version", "\"1.2.3-beta.1+5\"", true }, { "version", "\"1.2\"", false }, { "version", "\"01.2.3\"", false },
        { "sdk", null, false }, { "sdk", "\" >= 0.3.0  < 0.4.0-rc.1 \"", true }, { "sdk", "\">=0.2.0\"", false }, { "sdk", "\"*\"", false },
        { "entry", null, false }, { "entry", "\"My Plugin.dll\"", true }, { "entry", "\"a/b.dll\"", false }, { "entry", "\"...dll\"", false }, { "entry", "\"a.so\"", false },
        { "description", "\"\"", true }, { "description", "{}", false }, { "license", "\"MIT\"", true }, { "icon", "\"wave\"", true }, { "icon", "true", false },
        { "licence", "\"MIT\"", false }, { "Id", "\"a\"", false },
        { "permissions", "{}", true }, { "permissions", "[]", false }, { "permissions", """{"write":[]}""", false },
        { "permissions", """{"subscribe":["#","+/a","a//b","/","$share/g/a/#","a/#"],"publish":["pihub/x/#"]}""", true },
        { "permissions", """{"publish":["a/#/b"]}""", false }, { "permissions", """{"publish":["a+"]}""", false }, { "permissions", """{"publish":[""]}""", false },
        { "permissions", """{"publish":"a"}""", false }, { "permissions", """{"publish":[null]}""", false },
        { "permissions", """{"connect":["local","host","a.example.com:8443","*.example.com","192.168.1.20","[fd00::1]:80","fd00::1"]}""", true },
        { "permissions", """{"connect":["https://a"]}""", false }, { "permissions", """{"connect":["a/b"]}""", false }, { "permissions", """{"connect":["*"]}""", false },
        { "permissions", """{"connect":["host:0"]}""", false }, { "permissions", """{"connect":["a b"]}""", false }, { "permissions", """{"connect":["b.*.com"]}""", false },
        { "permissions", """{"hardware":["*","spi:0.0","serial:/dev/ttyUSB0","simulated:*","gpio:chip0/1*"]}""", true },
        { "permissions", """{"hardware":["spi"]}""", false }, { "permissions", """{"hardware":["spi:"]}""", false }, { "permissions", """{"hardware":["spi:*0"]}""", false },
        { "dependencies", "[]", true }, { "dependencies", """[{"id":"b","version":">=1.0.0 <2.0.0"}]""", true },
        { "dependencies", """[{"id":"b"}]""", false }, { "dependencies", """[{"id":"b","version":"1.0.0"}]""", false }, { "dependencies", "[7]", false },
        { "dependencies", """[{"id":"b","version":">=1.0.0 <2.0.0","optional":true}]""", false },
        { "listener", """{"port":8080}""", true }, { "listener", """{"port":80.0}""", true }, { "listener", """{"port":0}""", false },
        { "listener", """{"port":65536}""", false }, { "listener", """{"port":80.5}""", false }, { "listener", """{"port":"80"}""", false }, { "listener", "{}", false },
        { "demo_devices", """[{"id":"meter_1","driver":"d","name":"n","settings":{"port":1}},{"id":"b","driver":"d","name":"n","settings":null}]""", true },
        { "demo_devices", """[{"id":"M","driver":"d","name":"n"}]""", false }, { "demo_devices", """[{"id":"a","driver":"d","name":" "}]""", false },
        { "demo_devices", """[{"id":"a","driver":"d"}]""", false }, { "demo_devices", """[{"id":"a","driver":"d","name":"n","settings":[]}]""", false },
        { "demo_devices", "{}", false },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void SchemaAndReader_SayTheSame(string member, string? value, bool isGood)
    {
        JsonObject manifest = Assert.IsType<JsonObject>(JsonNode.Parse(Base));
        manifest.Remove(member);
        string json = manifest.ToJsonString();
        json = value is null ? json : $"{{\"{member}\":{value},{json[1..]}";

        Assert.Equal(isGood, Schema.IsValid(JsonElement.Parse(json)));
        Assert.Equal(isGood, ManifestReader.Parse(Encoding.UTF8.GetBytes(json), out _).Count == 0);
    }

    private static string SchemaPath()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PiHub.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "sdk", "PiHub.Sdk.Build", "plugin.schema.json");
    }
}
