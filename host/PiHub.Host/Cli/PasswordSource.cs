using System.Text;

namespace PiHub.Host.Cli;

/// <summary>Where a new password comes from: a file, the terminal without echo, or one line of standard input.</summary>
internal static class PasswordSource
{
    /// <summary>Reads a password.</summary>
    /// <param name="file">The file whose first line it is; null for the terminal or standard input.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The password, or why there is none.</returns>
    public static async Task<(string? Password, string? Objection)> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            return await FromFileAsync(file, cancellationToken);
        }

        if (Console.IsInputRedirected)
        {
            return Checked(await Console.In.ReadLineAsync(cancellationToken));
        }

        string first = Ask("Password: ");
        return first == Ask("The same again: ") ? Checked(first) : (null, "the two passwords differ.");
    }

    /// <summary>Reads keys up to Enter; Backspace takes the last one back.</summary>
    internal static string Collect(Func<ConsoleKeyInfo> next)
    {
        var typed = new StringBuilder();
        for (ConsoleKeyInfo key = next(); key.Key != ConsoleKey.Enter; key = next())
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }

    private static async Task<(string? Password, string? Objection)> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using StreamReader reader = new(file);
            return Checked(await reader.ReadLineAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"the password file cannot be read: {exception.Message}");
        }
    }

    private static string Ask(string question)
    {
        // On standard error, so that standard output stays the answer alone.
        Console.Error.Write(question);
        string answer = Collect(() => Console.ReadKey(intercept: true));
        Console.Error.WriteLine();
        return answer;
    }

    private static (string? Password, string? Objection) Checked(string? password) =>
        string.IsNullOrEmpty(password) ? (null, "there is no password: type one, or name a file with --password-file.") : (password, null);
}
