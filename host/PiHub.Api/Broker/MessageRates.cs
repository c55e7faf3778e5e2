namespace PiHub.Api.Broker;

/// <summary>Messages per second, on average over the last minute or since the start, when that was later.</summary>
/// <param name="Received">Published.</param>
/// <param name="Sent">Delivered.</param>
/// <param name="Dropped">Dropped.</param>
/// <param name="Rejected">Refused.</param>
internal sealed record MessageRates(double Received, double Sent, double Dropped, double Rejected)
{
    public static readonly MessageRates None = new(0, 0, 0, 0);
}
