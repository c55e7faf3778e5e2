namespace PiHub.Api.Plugins;

/// <summary>Who vouches for a version of a plugin.</summary>
internal enum SignatureStatus
{
    /// <summary>It came with the hub.</summary>
    Bundled = 0,

    /// <summary>A trusted signer of the hub's settings.</summary>
    Signed = 1,

    /// <summary>Somebody whose key the hub's settings do not name.</summary>
    UnknownKey = 2,

    /// <summary>Nobody.</summary>
    Unsigned = 3,
}
