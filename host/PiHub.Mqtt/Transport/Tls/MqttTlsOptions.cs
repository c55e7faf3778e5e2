using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>MQTT over TLS, bound to the configuration section <c>Mqtt:Tls</c>. Restart to change.</summary>
public sealed class MqttTlsOptions
{
    /// <summary>The TCP port of MQTT over TLS; 0 picks a free one. Without it there is no such listener.</summary>
    /// <value>none</value>
    [Range(0, 65_535)]
    public int? Port { get; set; }

    /// <summary>Whether clients show a certificate.</summary>
    /// <value>None</value>
    public ClientCertificates ClientCertificates { get; set; }

    /// <summary>The PEM file of the authorities that sign client certificates. Revocation lists are not read. Needed when clients
    /// show a certificate.</summary>
    /// <value>none</value>
    public string? ClientCaFile { get; set; }

    /// <summary>Whether a client that shows a certificate and no password is a device, named by the certificate's common name.</summary>
    /// <value>false</value>
    public bool UseCertificateNameAsUser { get; set; }
}
