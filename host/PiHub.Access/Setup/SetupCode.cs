using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PiHub.Access.SignIn;
using PiHub.Access.Users;

namespace PiHub.Access.Setup;

/// <summary>The one-time code that guards the first start: made at each start of a hub without an owner. Safe to use from any thread.</summary>
/// <remarks>12 of 32 characters: 60 random bits.</remarks>
public sealed class SetupCode
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // neither 0 and O nor 1 and I
    private const int Length = 12;
    private const int GroupLength = 4;

    private readonly UserStore _users;
    private readonly SignInThrottle _throttle;
    private readonly string? _plain;

    internal SetupCode(UserStore users, SignInThrottle throttle, ILogger<SetupCode> logger)
    {
        (_users, _throttle) = (users, throttle);
        if (!users.HasOwner)
        {
            _plain = RandomNumberGenerator.GetString(Alphabet, Length);
            Log.SetupCodeMade(logger, Text ?? "");
        }
    }

    /// <summary>Whether the hub waits for its owner.</summary>
    public bool IsNeeded => !_users.HasOwner;

    /// <summary>The code in groups of four, for its reader; null when none is needed.</summary>
    public string? Text => _plain is null || !IsNeeded ? null : string.Join('-', _plain.Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>Checks a code.</summary>
    /// <param name="code">The code as given; case, blanks and dashes do not matter.</param>
    /// <param name="address">The other side's IP address; null when there is none.</param>
    /// <returns>Whether it is the code; otherwise how long to wait before the next attempt, when this one was not looked at.</returns>
    public (bool IsRight, TimeSpan? RetryAfter) Check(string? code, string? address)
    {
        (SignInThrottle.Attempt? attempt, TimeSpan retryAfter) = _throttle.Enter("setup " + address, address);
        if (attempt is null)
        {
            return (false, retryAfter);
        }

        using (attempt)
        {
            string given = new([.. (code is { Length: <= 100 } ? code : "").Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
            bool isRight = _plain is not null && IsNeeded
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(_plain));
            if (!isRight)
            {
                attempt.Fail();
            }

            return (isRight, null);
        }
    }
}
