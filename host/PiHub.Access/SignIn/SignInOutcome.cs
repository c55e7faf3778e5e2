namespace PiHub.Access.SignIn;

/// <summary>What came of an attempt.</summary>
public enum SignInOutcome
{
    /// <summary>Let in.</summary>
    Succeeded = 0,

    /// <summary>Unknown user, wrong password, wrong code, disabled or invited only: told apart for nobody.</summary>
    Refused = 1,

    /// <summary>The password is right and the account asks for a second factor, which was not given.</summary>
    SecondFactorRequired = 2,

    /// <summary>Too many wrong attempts; nothing was checked.</summary>
    Throttled = 3,
}
