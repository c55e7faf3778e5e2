using System.ComponentModel.DataAnnotations;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Settings;

namespace PiHub.Host.Settings;

/// <summary>What an owner sets of MQTT over TLS. Names, ranges and defaults are those of <see cref="MqttTlsOptions"/>.</summary>
internal sealed class MqttTlsSettings
{
    /// <summary>See <see cref="MqttTlsOptions.Port"/>.</summary>
    /// <value>none</value>
    [NeedsRestart]
    [Range(0, 65_535)]
    [Display(Name = "Port", Description = "Usually 8883; 0 picks a free one. Empty: no MQTT over TLS.", Order = 1)]
    public int? Port { get; set; }

    /// <summary>See <see cref="MqttTlsOptions.UseCertificateNameAsUser"/>.</summary>
    /// <value>false</value>
    [NeedsRestart]
    [Display(
        Name = "Certificate instead of a password",
        Description = "A client that shows a certificate is the device that its common name says.", Order = 2)]
    public bool UseCertificateNameAsUser { get; set; }
}
