using PiHub.Host.Cli;

namespace PiHub.Host.Tests.Cli;

public sealed class PasswordSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("correct horse\nsecond line\n", "correct horse")]
    [InlineData("  kept as it is  ", "  kept as it is  ")]
    [InlineData("\nlate", null)]
    [InlineData("", null)]
    public async Task File_GivesItsFirstLine(string content, string? expected)
    {
        string file = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(file, content);

        (string? password, string? objection) = await PasswordSource.ReadAsync(file, CancellationToken.None);

        Assert.Equal(expected, password);
        Assert.Equal(expected is null, objection is not null);
    }

    [Fact]
    public async Task File_ThatIsMissing_IsNamed()
    {
        (string? password, string? objection) = await PasswordSource.ReadAsync(Path.Combine(_folder, "none"), CancellationToken.None);

        Assert.Null(password);
        Assert.Contains("none", objection, StringComparison.Ordinal);
    }

    [Fact]
    public void Typing_TakesBackWithBackspace_AndEndsWithEnter()
    {
        var keys = new Queue<ConsoleKeyInfo>(
        [
            Key(ConsoleKey.Backspace, '\b'), Key(ConsoleKey.A, 'a'), Key(ConsoleKey.B, 'b'), Key(ConsoleKey.Backspace, '\b'),
            Key(ConsoleKey.UpArrow, '\0'), Key(ConsoleKey.C, 'ß'), Key(ConsoleKey.Enter, '\r'), Key(ConsoleKey.D, 'd'),
        ]);

        Assert.Equal("aß", PasswordSource.Collect(keys.Dequeue));
    }

    private static ConsoleKeyInfo Key(ConsoleKey key, char character) => new(character, key, shift: false, alt: false, control: false);
}
