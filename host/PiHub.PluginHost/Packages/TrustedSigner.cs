using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost.Packages;

/// <summary>Somebody whose signature on packages the owner trusts.</summary>
public sealed class TrustedSigner
{
    /// <summary>The name that people see. Restart to change.</summary>
    /// <value>empty</value>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The ECDSA P-256 public key (SubjectPublicKeyInfo), as PEM or base64. Restart to change.</summary>
    /// <value>empty</value>
    [Required]
    public string PublicKey { get; set; } = "";
}
