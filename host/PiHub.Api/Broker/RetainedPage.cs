namespace PiHub.Api.Broker;

/// <summary>A page of retained messages, by topic.</summary>
/// <param name="Messages">Those of this page.</param>
/// <param name="Next">What to ask for as <c>after</c>; null on the last page.</param>
internal sealed record RetainedPage(IReadOnlyList<RetainedResponse> Messages, string? Next);
