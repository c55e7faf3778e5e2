using System.Reflection;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Every normative statement that binds a server has a test, or a reason why not.</summary>
public sealed class StatementCoverageTests
{
    [Fact]
    public void Statement_OfMqtt311_HasATestOrAReason() =>
        Check(Statements.V311, Statements.NotTestedV311, Tests().SelectMany(statement => statement.V311));

    [Fact]
    public void Statement_OfMqtt5_HasATestOrAReason() =>
        Check(Statements.V5, Statements.NotTestedV5, Tests().SelectMany(statement => statement.V5));

    private static void Check(string[] all, Dictionary<string, string> reasons, IEnumerable<string> tests)
    {
        string[] tested = [.. tests.Distinct()];
        Assert.Empty(all.Except(tested).Except(reasons.Keys)); // neither
        Assert.Empty(tested.Except(all)); // a number that does not exist
        Assert.Empty(reasons.Keys.Intersect(tested)); // both
        Assert.Empty(reasons.Keys.Except(all));
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static IEnumerable<StatementAttribute> Tests() => typeof(StatementCoverageTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
        .SelectMany(method => method.GetCustomAttributes<StatementAttribute>());
}
