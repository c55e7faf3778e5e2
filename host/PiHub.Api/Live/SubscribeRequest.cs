namespace PiHub.Api.Live;

/// <summary>What a client sends on <c>/api/events</c>: the channels that it wants, in place of the ones before.</summary>
/// <param name="Subscribe">Channel names.</param>
internal sealed record SubscribeRequest(IReadOnlyList<string?>? Subscribe);
