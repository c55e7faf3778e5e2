namespace PiHub.Tls;

/// <summary>The certificate that the hub shows.</summary>
public sealed class TlsOptions
{
    /// <summary>The hub's certificate: a PEM file with the certificate and those between it and its authority, or a PKCS#12 file
    /// (<c>.pfx</c>, <c>.p12</c>). Without it the hub makes and signs one itself.</summary>
    /// <value>none</value>
    public string? CertificateFile { get; set; }

    /// <summary>The PEM file of the certificate's private key. Without it the key is in <see cref="CertificateFile"/>.</summary>
    /// <value>none</value>
    public string? KeyFile { get; set; }

    /// <summary>A file with the password of the key or of the PKCS#12 file in its first line.</summary>
    /// <value>none</value>
    public string? PasswordFile { get; set; }

    /// <summary>Where the hub keeps the certificates that it makes or is given; set by the program, not by the configuration.</summary>
    /// <value>empty</value>
    public string Folder { get; set; } = "";
}
