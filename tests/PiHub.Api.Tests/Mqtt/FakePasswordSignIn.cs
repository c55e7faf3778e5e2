using PiHub.Access.SignIn;

namespace PiHub.Api.Tests.Mqtt;

/// <summary>Answers every attempt alike and remembers it.</summary>
internal sealed class FakePasswordSignIn(SignInResult answer) : IPasswordSignIn
{
    public List<PasswordAttempt> Attempts { get; } = [];

    public Task<SignInResult> SignInAsync(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        Attempts.Add(attempt);
        return Task.FromResult(answer);
    }
}
