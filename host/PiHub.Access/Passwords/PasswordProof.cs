namespace PiHub.Access.Passwords;

/// <summary>Whether a password was right.</summary>
/// <param name="IsRight">Whether it was.</param>
/// <param name="RetryAfter">How long to wait when nothing was checked; null when it was.</param>
public sealed record PasswordProof(bool IsRight, TimeSpan? RetryAfter);
