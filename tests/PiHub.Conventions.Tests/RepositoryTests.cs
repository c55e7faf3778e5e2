using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests;

public sealed class RepositoryTests
{
    private static readonly IReadOnlySet<(string Rule, string Subject)> Excused =
        ExceptionList.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "exceptions.txt")));

    public static TheoryData<string> RuleNames => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Repository_UnderRule_HasNoViolation(string rule)
    {
        var violations = Rules.All[rule].Check(Repository.Tree).Where(violation => !Excused.Contains((rule, violation.Subject)));
        Expect.Nothing(violations.Select(violation => $"{violation.Subject}: {violation.Text}"));
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Exceptions_OfRule_AreStillNeeded(string rule)
    {
        HashSet<string> violated = [.. Rules.All[rule].Check(Repository.Tree).Select(violation => violation.Subject)];
        var stale = Excused.Where(entry => entry.Rule == rule && !violated.Contains(entry.Subject)).Select(entry => entry.Subject);
        Expect.Nothing(stale);
    }

    [Theory]
    [InlineData("file-size | host/A.cs")]
    [InlineData("file-size | host/A.cs |")]
    [InlineData("no-such-rule | host/A.cs | because")]
    [InlineData("file-size | host/A.cs | because\nfile-size | host/A.cs | again")]
    public void Exceptions_Malformed_AreRefused(string text) => Assert.Throws<FormatException>(() => ExceptionList.Parse(text));

    [Fact]
    public void Exceptions_WithReason_AreRead() => Assert.Equal(
        [("file-size", "host/A.cs")],
        ExceptionList.Parse("# comment\n\nfile-size | host/A.cs | because\n"));

    [Fact]
    public void Repository_Tree_HoldsTheSdk() => Assert.NotNull(Repository.Tree.Find("sdk/PiHub.Sdk/PiHub.Sdk.csproj"));
}
