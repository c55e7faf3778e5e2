namespace PiHub.Access.SignIn;

/// <summary>Checks user names and passwords, slows guessing down and keeps the history. Safe to use from any thread.</summary>
/// <remarks>On MQTT an account with a second factor is refused: it uses an API key there.</remarks>
public interface IPasswordSignIn
{
    /// <summary>Checks an attempt. Takes the same time whether or not there is such a user.</summary>
    /// <param name="attempt">What is shown.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    Task<SignInResult> SignInAsync(PasswordAttempt attempt, CancellationToken cancellationToken);
}
