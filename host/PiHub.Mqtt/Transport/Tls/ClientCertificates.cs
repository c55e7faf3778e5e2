namespace PiHub.Mqtt.Transport.Tls;

/// <summary>Whether clients show a certificate of their own.</summary>
public enum ClientCertificates
{
    /// <summary>They are not asked.</summary>
    None,

    /// <summary>They may; one that is not of the configured authority ends the handshake.</summary>
    Allow,

    /// <summary>They must.</summary>
    Require,
}
