namespace PiHub.Api.Auth;

/// <summary>Changes the own profile.</summary>
/// <param name="DisplayName">What others see.</param>
/// <param name="Language">The language of the pages as a BCP 47 tag; null for the browser's.</param>
internal sealed record ProfileRequest(string? DisplayName, string? Language);
