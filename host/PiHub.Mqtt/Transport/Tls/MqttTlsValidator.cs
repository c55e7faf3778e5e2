using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>Refuses settings that do not go together, all of them at once. Files are looked at when the listener opens.</summary>
internal sealed class MqttTlsValidator : IValidateOptions<MqttTlsOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttTlsOptions options)
    {
        var mistakes = new List<string>();
        if (options.ClientCertificates != ClientCertificates.None && options.ClientCaFile is null)
        {
            mistakes.Add($"Mqtt:Tls:ClientCertificates is {options.ClientCertificates}: set ClientCaFile to the authority that signs them.");
        }

        if (options.UseCertificateNameAsUser && options.ClientCertificates == ClientCertificates.None)
        {
            mistakes.Add("Mqtt:Tls:UseCertificateNameAsUser needs ClientCertificates: set it to Allow or Require.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
