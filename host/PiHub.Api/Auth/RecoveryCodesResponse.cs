namespace PiHub.Api.Auth;

/// <summary>The recovery codes, shown once.</summary>
/// <param name="RecoveryCodes">Each signs in once in place of a code.</param>
internal sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);
