using Microsoft.Extensions.Options;
using PiHub.Mqtt.Transport.Tls;

namespace PiHub.Mqtt.Tests.Transport.Tls;

public sealed class MqttTlsValidatorTests
{
    [Fact]
    public void Validate_SettingsThatDoNotGoTogether_AreRefused()
    {
        ValidateOptionsResult authority = new MqttTlsValidator().Validate(null, new MqttTlsOptions { ClientCertificates = ClientCertificates.Allow });
        ValidateOptionsResult names = new MqttTlsValidator().Validate(null, new MqttTlsOptions { UseCertificateNameAsUser = true });

        Assert.Single(authority.Failures ?? []);
        Assert.Single(names.Failures ?? []);
    }
}
