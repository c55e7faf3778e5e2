namespace PiHub.Tls;

/// <summary>Where the hub's certificate comes from.</summary>
public enum CertificateOrigin
{
    /// <summary>The hub made it, and makes the next one.</summary>
    SelfSigned = 0,

    /// <summary>A file that the configuration names.</summary>
    Configured = 1,

    /// <summary>An admin uploaded it.</summary>
    Uploaded = 2,
}
