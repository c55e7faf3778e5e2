using Microsoft.Extensions.Options;

namespace PiHub.Tls;

/// <summary>Refuses settings that do not go together. Files are looked at when a listener opens.</summary>
internal sealed class TlsValidator : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options) =>
        options.CertificateFile is null && (options.KeyFile ?? options.PasswordFile) is not null
            ? ValidateOptionsResult.Fail("Tls:KeyFile and PasswordFile belong to a certificate: set CertificateFile too.")
            : ValidateOptionsResult.Success;
}
