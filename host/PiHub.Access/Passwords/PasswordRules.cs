using PiHub.Access.Users;

namespace PiHub.Access.Passwords;

/// <summary>Which passwords an account may have: long ones that are not the first to be guessed; no rules of composition (NIST SP 800-63B,
/// section 5.1.1.2).</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int MinimumLength = 10;

    /// <summary>The most characters.</summary>
    public const int MaximumLength = 200;

    private const int ShortestWord = 4;

    /// <summary>What is wrong with a new password; null when nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="userName">Whose it will be.</param>
    public static string? Check(string? password, string userName)
    {
        if (password is null || password.Length is < MinimumLength or > MaximumLength)
        {
            return $"a password has {MinimumLength} to {MaximumLength} characters";
        }

        if (!UserNames.IsText(password))
        {
            return "a password has no control characters and is valid Unicode";
        }

        string lower = password.ToLowerInvariant();
        string name = userName.ToLowerInvariant();
        if (lower == name || Core(lower) == name || UnitOf(lower) == name)
        {
            return "the password is the user name; choose another one";
        }

        return UnitOf(lower).Length < ShortestWord || IsRun(lower) || CommonPasswords.ContainsAny(Candidates(lower))
            ? "this password, or what it is made of, is among the first that are guessed; choose another one, e.g. four words"
            : null;
    }

    // The password, what it repeats, and the word in it when digits and signs stand around.
    private static HashSet<string> Candidates(string password)
    {
        string core = Core(password);
        return new HashSet<string>(
            new[] { password, UnitOf(password), core, UnitOf(core) }.Where(text => text.Length >= ShortestWord), StringComparer.Ordinal);
    }

    private static string Core(string password)
    {
        int start = 0;
        int end = password.Length;
        while (start < end && !char.IsLetter(password[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetter(password[end - 1]))
        {
            end--;
        }

        return password[start..end];
    }

    // The shortest text of which the password is a repetition, the last one perhaps cut; the password itself when it repeats nothing.
    private static string UnitOf(string password)
    {
        for (int length = 1; length <= password.Length / 2; length++)
        {
            bool repeats = true;
            for (int index = length; index < password.Length && repeats; index++)
            {
                repeats = password[index] == password[index - length];
            }

            if (repeats)
            {
                return password[..length];
            }
        }

        return password;
    }

    // "abcdefghij", "9876543210".
    private static bool IsRun(string password)
    {
        int step = password[1] - password[0];
        if (step is not (1 or -1))
        {
            return false;
        }

        for (int index = 1; index < password.Length; index++)
        {
            if (password[index] - password[index - 1] != step)
            {
                return false;
            }
        }

        return true;
    }
}
