namespace PiHub.Access.SecondFactor;

/// <summary>What an authenticator app is given, once.</summary>
/// <param name="Secret">The secret, base32.</param>
/// <param name="Uri">The same as an <c>otpauth://</c> address, for a QR code.</param>
public sealed record SecondFactorSecret(string Secret, string Uri);
