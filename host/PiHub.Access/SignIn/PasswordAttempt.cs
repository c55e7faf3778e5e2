namespace PiHub.Access.SignIn;

/// <summary>What somebody shows who signs in with a password.</summary>
public sealed record PasswordAttempt
{
    /// <summary>The user name as given.</summary>
    public required string UserName { get; init; }

    /// <summary>The password as given.</summary>
    public required string Password { get; init; }

    /// <summary>The code of the second factor or a recovery code; null when none is given.</summary>
    public string? SecondFactor { get; init; }

    /// <summary>The other side's IP address; null when there is none.</summary>
    public string? Address { get; init; }

    /// <summary>What the other side says it is, e.g. its User-Agent or MQTT client id; null when it says nothing.</summary>
    public string? Client { get; init; }

    /// <summary>Where.</summary>
    public required SignInChannel Channel { get; init; }
}
