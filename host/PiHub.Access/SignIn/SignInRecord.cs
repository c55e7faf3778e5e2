namespace PiHub.Access.SignIn;

/// <summary>An attempt to sign in, as the history has it.</summary>
public sealed record SignInRecord
{
    /// <summary>Grows with time.</summary>
    public required long Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The user name.</summary>
    public required string UserName { get; init; }

    /// <summary>What came of it.</summary>
    public required SignInOutcome Outcome { get; init; }

    /// <summary>The other side's IP address; null when there is none.</summary>
    public string? Address { get; init; }

    /// <summary>What the other side said it is; null when it said nothing.</summary>
    public string? Client { get; init; }

    /// <summary>Where.</summary>
    public required SignInChannel Channel { get; init; }
}
