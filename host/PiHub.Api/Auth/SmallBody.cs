using Microsoft.AspNetCore.Http.Metadata;

namespace PiHub.Api.Auth;

/// <summary>The most bytes that a request of somebody who need not be signed in may bring; far more than names and passwords need.</summary>
internal sealed class SmallBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 16 * 1024;
}
