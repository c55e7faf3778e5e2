using System.Text;
using PiHub.EndToEnd.Access;

namespace PiHub.EndToEnd.Scenarios;

/// <summary>Every route, live channel and MQTT topic as everybody, against the table in Access/RoleTable.txt.</summary>
/// <remarks>Authorization is decided before a body is read, so a body that is wrong tells who is let in and changes nothing.</remarks>
public sealed class RoleTableTests(RoleHub hub) : IClassFixture<RoleHub>
{
    private static readonly RoleTable Table = RoleTable.Read();

    private static bool IsRoute(RoleLine line) => line.Verb is not ("LIVE" or "PUBLISH" or "SUBSCRIBE");

    [Fact]
    public void Table_IsSorted_AndNamesEachThingOnce()
    {
        string[] subjects = [.. Table.Lines.Select(line => $"{line.Target} {line.Verb}")];

        Assert.Equal(subjects.Order(StringComparer.Ordinal).Distinct(), subjects);
    }

    [Fact]
    public async Task EveryRoute_LetsInWhomTheTableSays_AndNobodyElse()
    {
        await hub.Hub.SignInAsync("reader", "viewer");
        IReadOnlyList<HubRoute> routes = HubRoute.All(await hub.Hub.GetAsync("/openapi/v1.json"));
        ILookup<string, RoleLine> lines = Table.Lines.Where(IsRoute).ToLookup(line => line.Subject);
        var wrong = new StringBuilder();
        var missing = new List<RoleLine>();
        foreach (HubRoute route in routes)
        {
            if (lines[route.Subject].FirstOrDefault() is { } line)
            {
                await CompareAsync(route, line, wrong);
            }
            else
            {
                missing.Add(await ObserveAsync(route));
            }
        }

        RoleLine[] stale = [.. lines.SelectMany(line => line).Where(line => routes.All(route => route.Subject != line.Subject))];
        Assert.True(routes.Count > 50, $"only {routes.Count} routes are known");
        Assert.True(
            wrong.Length == 0 && missing.Count == 0 && stale.Length == 0,
            $"""

            Let in or refused against the table:
            {wrong}
            Missing in Access/RoleTable.txt, as observed (check each; add refusals-only where letting in would act without a body):
            {string.Join('\n', missing.OrderBy(line => line.Target, StringComparer.Ordinal).ThenBy(line => line.Verb, StringComparer.Ordinal))}

            In the table but no route:
            {string.Join('\n', stale.Select(line => line.ToString()))}
            """);
    }

    [Theory]
    [InlineData("LIVE")]
    [InlineData("PUBLISH")]
    [InlineData("SUBSCRIBE")]
    public async Task EveryChannelAndTopic_IsOpenToWhomTheTableSays_AndNobodyElse(string verb)
    {
        Func<string, string, Task<bool>> may = verb switch
        {
            "LIVE" => hub.MayFollowAsync,
            "PUBLISH" => hub.MayPublishAsync,
            _ => hub.MaySubscribeAsync,
        };
        RoleLine[] lines = [.. Table.Lines.Where(line => line.Verb == verb)];
        Assert.NotEmpty(lines);
        var wrong = new List<string>();
        foreach (RoleLine line in lines)
        {
            var letIn = new List<string>();
            foreach (string who in RoleLine.Everybody)
            {
                if (await may(line.Target, who))
                {
                    letIn.Add(who);
                }
            }

            if (!letIn.SequenceEqual(RoleLine.Everybody.Where(line.Lets)))
            {
                wrong.Add($"{line}\n    let in: {string.Join(", ", letIn)}");
            }
        }

        Assert.True(wrong.Count == 0, "\n" + string.Join('\n', wrong));
    }

    private async Task CompareAsync(HubRoute route, RoleLine line, StringBuilder wrong)
    {
        foreach (string who in RoleLine.Everybody)
        {
            bool expected = line.Lets(who);
            if (expected && line.RefusalsOnly)
            {
                continue;
            }

            int status = await hub.AskAsync(route, who);
            bool isRight = expected ? IsLetIn(status) : status == (who == RoleLine.Nobody ? 401 : 403);
            if (!isRight)
            {
                wrong.AppendLine($"{line}\n    {who} got {status}");
            }
        }
    }

    // The least first, and no further than the first who is let in: what acts without a body acts once at most.
    private async Task<RoleLine> ObserveAsync(HubRoute route)
    {
        foreach (string who in RoleLine.Everybody)
        {
            if (IsLetIn(await hub.AskAsync(route, who)))
            {
                return RoleLine.Observed(route.Method, route.Path, [who]);
            }
        }

        return RoleLine.Observed(route.Method, route.Path, []);
    }

    private static bool IsLetIn(int status) => status is not (401 or 403);
}
