using PiHub.Access.Passwords;

namespace PiHub.Access.Tests.Passwords;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("7391864520")]
    [InlineData("Überraschungsei am Sonntag")]
    [InlineData("kq3v-zzt0p")]
    public void GoodPassword_IsTaken(string password) => Assert.Null(PasswordRules.Check(password, "anna"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short-one")]
    [InlineData("qwertyuiop")]
    [InlineData("QWERTYUIOP")]
    [InlineData("password123")]
    [InlineData("Password2026!")]
    [InlineData("!!manchester!!")]
    [InlineData("passwordpassword")]
    [InlineData("dragondragondragon")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("abcdefghijkl")]
    [InlineData("9876543210")]
    [InlineData("annamariasmith")]
    [InlineData("AnnaMariaSmith1")]
    [InlineData("with\ncontrol characters")]
    public void WeakPassword_IsRefusedWithAReason(string? password) => Assert.NotNull(PasswordRules.Check(password, "annamariasmith"));

    // Not theory data: an attribute keeps no half of a pair.
    [Fact]
    public void PasswordWithHalfACharacter_IsRefused() => Assert.NotNull(PasswordRules.Check("half \ud83d of a pair", "anna"));

    [Theory]
    [InlineData(10, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Length_IsLimited(int length, bool expected)
    {
        string password = string.Concat(Enumerable.Range(0, length).Select(index => (char)('a' + (index * index + index / 7) % 26)));

        Assert.Equal(expected, PasswordRules.Check(password, "anna") is null);
    }
}
