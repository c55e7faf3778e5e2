namespace PiHub.Mqtt.Subscriptions;

/// <summary>Who gets a topic's messages.</summary>
/// <param name="Targets">Each of them.</param>
/// <param name="Shares">One member of each of them.</param>
internal sealed record Route(RouteTarget[] Targets, ShareRoute[] Shares);
