using Microsoft.AspNetCore.Http.Metadata;

namespace PiHub.Api.PluginSettings;

/// <summary>The most bytes that a request may bring; far more than settings need.</summary>
internal sealed class BodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 1024 * 1024;
}
