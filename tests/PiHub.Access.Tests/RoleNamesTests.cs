namespace PiHub.Access.Tests;

public sealed class RoleNamesTests
{
    [Theory]
    [InlineData("viewer", Role.Viewer)]
    [InlineData("Owner", Role.Owner)]
    [InlineData("DEVICE", Role.Device)]
    public void Parse_Name_InAnyCase(string name, Role role) => Assert.Equal(role, RoleNames.Parse(name));

    [Theory]
    [InlineData("viewer,operator")]
    [InlineData("viewer, operator")]
    [InlineData("3")]
    [InlineData(" 3")]
    [InlineData("+3")]
    [InlineData(" viewer")]
    [InlineData("viewer ")]
    [InlineData("")]
    [InlineData(null)]
    public void Parse_AnythingElse_IsNoRole(string? name) => Assert.Null(RoleNames.Parse(name));
}
