using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Posts notifications as JSON to HTTP addresses.</summary>
internal sealed class WebhookSender : INotificationSender, IDisposable
{
    public const string SignatureHeader = "X-PiHub-Signature";
    private const int MaximumRedirects = 3;

    private readonly HubIdentity _hub;
    private readonly HttpClient _client;

    public WebhookSender(HubIdentity hub)
    {
        _hub = hub;

        // Redirects are followed here, because the notification must not go to another host than the owner entered.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("PiHub", "1"));
    }

    public TargetKind Kind => TargetKind.Webhook;

    public async Task SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(target.Webhook?.Url, UriKind.Absolute, out Uri? address))
        {
            throw new DeliveryException("The target has no address.");
        }

        byte[] body = SentNotification.Write(_hub.Name, entry);
        for (int redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            if (await PostAsync(address, body, target.Secret, cancellationToken) is not { } next)
            {
                return;
            }

            address = next;
        }

        throw new DeliveryException($"{address.Host} leads from one address to the next; enter the last one.");
    }

    public void Dispose() => _client.Dispose();

    /// <returns>Where to post it instead; null when it arrived.</returns>
    private async Task<Uri?> PostAsync(Uri address, byte[] body, string? secret, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (!string.IsNullOrEmpty(secret))
        {
            request.Headers.Add(SignatureHeader, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        }

        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? null : RedirectOf(address, response);
        }
        catch (HttpRequestException exception)
        {
            string cause = exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal) ? $" {inner.Message}" : "";
            throw new DeliveryException($"{address.Host}:{address.Port} cannot be reached: {exception.Message}{cause}");
        }
    }

    private static Uri RedirectOf(Uri address, HttpResponseMessage response)
    {
        // The other redirects would turn the POST into a GET.
        if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || response.Headers.Location is not { } location)
        {
            throw new DeliveryException($"{address.Host} answered with status {(int)response.StatusCode}.");
        }

        var next = new Uri(address, location);
        return next.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)
            ? next
            : throw new DeliveryException($"{address.Host} leads to {next.Host}, which is another server; enter its address if that is right.");
    }
}
