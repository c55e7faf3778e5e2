using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>MQTT over TLS, bound to the configuration section <c>Mqtt:Tls</c>. Restart to change.</summary>
public sealed class MqttTlsOptions
{
    /// <summary>The TCP port of MQTT over TLS; 0 picks a free one.</summary>
    /// <value>null: there is no such listener</value>
    [Range(0, 65_535)]
    public int? Port { get; set; }

    /// <summary>The hub's certificate: a PEM file with the certificate and those between it and its authority, or a PKCS#12 file
    /// (<c>.pfx</c>, <c>.p12</c>).</summary>
    /// <value>null: one that the hub makes and signs itself</value>
    public string? CertificateFile { get; set; }

    /// <summary>The PEM file of the certificate's private key.</summary>
    /// <value>null: the key is in <see cref="CertificateFile"/></value>
    public string? KeyFile { get; set; }

    /// <summary>A file with the password of the key or of the PKCS#12 file in its first line.</summary>
    /// <value>null: there is no password</value>
    public string? PasswordFile { get; set; }

    /// <summary>Whether clients show a certificate.</summary>
    /// <value>None</value>
    public ClientCertificates ClientCertificates { get; set; }

    /// <summary>The PEM file of the authorities that sign client certificates. Revocation lists are not read.</summary>
    /// <value>null, which is refused when clients show a certificate</value>
    public string? ClientCaFile { get; set; }

    /// <summary>Whether a client that shows a certificate and no password is a device, named by the certificate's common name.</summary>
    /// <value>false</value>
    public bool UseCertificateNameAsUser { get; set; }

    /// <summary>Where the hub keeps the certificate that it makes; set by the program, not by the configuration.</summary>
    /// <value>empty</value>
    public string Folder { get; set; } = "";
}
