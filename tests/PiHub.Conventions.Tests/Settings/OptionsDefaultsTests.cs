using System.Xml.Linq;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Settings;

/// <summary>Documented defaults are real defaults; a project that is not built in this configuration is left out.</summary>
public sealed class OptionsDefaultsTests
{
    public static TheoryData<string, object?> Spellings => new()
    {
        { "10000", 10_000 }, { "10,000", 10_000 }, { "64 KiB", 65_536 }, { "1.5", 1.5 }, { "4 (one per core)", 4 }, { "80 %", 80 },
        { "true", true }, { "empty", "" }, { "none", null }, { "empty", Array.Empty<string>() }, { "hub", "hub" }, { "a, b", new[] { "a", "b" } },
        { "1,000 messages, held by reference.", 1000 }, { "Monday", DayOfWeek.Monday },
        { "00:00:05", TimeSpan.FromSeconds(5) }, { "5 s", TimeSpan.FromSeconds(5) }, { "7 days; live", TimeSpan.FromDays(7) },
    };

    public static TheoryData<string, object?> Misspellings => new()
    {
        { "1000", 10_000 }, { "64 KiB", 64_000 }, { "false", true }, { "empty", "x" }, { "5 min", TimeSpan.FromSeconds(5) }, { "5", TimeSpan.FromSeconds(5) },
        { "", 0 }, { "Tuesday", DayOfWeek.Monday }, { "1,5", 15 },
    };

    [Fact]
    public void Options_OfEveryProject_DocumentTheirDefaults()
    {
        var violations = from project in Repository.Tree.Projects
                         where !project.IsTest
                         let assembly = Repository.AssemblyOf(project)
                         where assembly is not null
                         from type in new BuiltAssembly(assembly).OptionsTypes
                         from violation in OptionsDefaults.Check(type, XDocument.Load(Path.ChangeExtension(assembly, ".xml")))
                         select $"{violation.Subject}: {violation.Text}";
        Expect.Nothing(violations);
    }

    [Fact]
    public void Options_WithWrongDocumentation_AreFound()
    {
        string assembly = typeof(WrongOptions).Assembly.Location;
        Type type = Assert.Single(new BuiltAssembly(assembly).OptionsTypes, type => type.Name == nameof(WrongOptions));
        var found = OptionsDefaults.Check(type, XDocument.Load(Path.ChangeExtension(assembly, ".xml")));
        Assert.Equal([nameof(WrongOptions.Wrong), nameof(WrongOptions.Missing)], found.Select(violation => violation.Subject.Split('.')[^1]));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Default_InUsualSpelling_IsRecognised(string documented, object? value) => Assert.True(DefaultText.Says(documented, value));

    [Theory]
    [MemberData(nameof(Misspellings))]
    public void Default_Different_IsRefused(string documented, object? value) => Assert.False(DefaultText.Says(documented, value));
}
