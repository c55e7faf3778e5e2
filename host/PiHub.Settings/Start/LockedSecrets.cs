using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PiHub.Settings.Start;

/// <summary>Opens no secret: the keys are there only when the services are.</summary>
internal sealed class LockedSecrets : IDataProtectionProvider, IDataProtector
{
    public IDataProtector CreateProtector(string purpose) => this;

    public byte[] Protect(byte[] plaintext) => throw new CryptographicException("Nothing is encrypted while the hub is put together.");

    public byte[] Unprotect(byte[] protectedData) => throw new CryptographicException("No secret is read while the hub is put together.");
}
