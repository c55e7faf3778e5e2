using Microsoft.AspNetCore.Http.Metadata;

namespace PiHub.Api.Network;

/// <summary>How large an uploaded certificate may be.</summary>
internal sealed class TlsBodyLimit : IRequestSizeLimitMetadata
{
    /// <summary>256 KiB: a chain of some ten certificates has 20.</summary>
    public long? MaxRequestBodySize => 256 * 1_024;
}
