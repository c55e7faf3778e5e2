using PiHub.PluginHost.Lifecycle;
using static PiHub.PluginHost.PluginState;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class PluginTransitionsTests
{
    // One line for each state, in the order of the enumeration: where it may go, x, and where not.
    private static readonly (PluginState From, string Allowed)[] Table =
    [
        //                D S R S I Q I D W
        (Disabled,     "x x . . x x x . x"),
        (Starting,     ". x x x . . . . ."),
        (Running,      ". . x x . . . x ."),
        (Stopping,     "x x . x x x . . x"),
        (Incompatible, "x x . . x x x . x"),
        (Quarantined,  "x x . . x x x . x"),
        (Installed,    "x x . . x x x . x"),
        (Degraded,     ". . x x . . . x ."),
        (Waiting,      "x x . . x x x . x"),
    ];

    public static TheoryData<PluginState, PluginState, bool> Moves()
    {
        var moves = new TheoryData<PluginState, PluginState, bool>();
        foreach ((PluginState from, string allowed) in Table)
        {
            string[] marks = allowed.Split(' ');
            foreach (PluginState to in Enum.GetValues<PluginState>())
            {
                moves.Add(from, to, marks[(int)to] == "x");
            }
        }

        return moves;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void Move_IsAllowedOrRefusedByTheTable(PluginState from, PluginState to, bool isAllowed) =>
        Assert.Equal(isAllowed, PluginTransitions.Allows(from, to));

    [Fact]
    public void Table_NamesEveryStateOnce() => Assert.Equal(Enum.GetValues<PluginState>(), Table.Select(row => row.From));
}
