namespace PiHub.Api.Broker;

/// <summary>A page of MQTT clients, by client id.</summary>
/// <param name="Total">How many match, on all pages.</param>
/// <param name="Clients">Those of this page.</param>
/// <param name="Next">What to ask for as <c>after</c>; null on the last page.</param>
internal sealed record ClientsResponse(int Total, IReadOnlyList<ClientResponse> Clients, string? Next);
