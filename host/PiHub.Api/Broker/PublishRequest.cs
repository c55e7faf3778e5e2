using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Broker;

/// <summary>A message to publish.</summary>
internal sealed record PublishRequest
{
    private const int MaximumFieldCharacters = 1_000;
    private const int MaximumUserProperties = 100;

    /// <summary>Where to.</summary>
    public string? Topic { get; init; }

    /// <summary>The payload, empty when left out.</summary>
    public string? Payload { get; init; }

    /// <summary>How <see cref="Payload"/> is written: <c>text</c> (default) or <c>base64</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>The QoS, 0 to 2; 0 when left out.</summary>
    [JsonPropertyName("qos")]
    public int? QualityOfService { get; init; }

    /// <summary>Keep it for later subscribers.</summary>
    public bool? Retain { get; init; }

    /// <summary>MQTT 5 content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>MQTT 5 response topic.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>MQTT 5 user properties.</summary>
    public IReadOnlyList<UserProperty?>? UserProperties { get; init; }

    /// <summary>The message; null when something is wrong.</summary>
    /// <param name="maximumBytes">The largest payload.</param>
    /// <param name="errors">What is wrong, by field.</param>
    public BusMessage? ToMessage(int maximumBytes, out Dictionary<string, string[]> errors)
    {
        var mistakes = new QueryParameters();
        CheckTopic(mistakes);
        CheckProperties(mistakes);
        if (QualityOfService is < 0 or > 2)
        {
            mistakes.Refuse("qos", "qos is 0, 1 or 2");
        }

        byte[] payload = [];
        if (!TryDecode(out byte[]? decoded))
        {
            mistakes.Refuse("payload", "payload is base64, as encoding says, and is not valid");
        }
        else if (decoded.Length > maximumBytes)
        {
            mistakes.Refuse("payload", $"payload has at most {maximumBytes} bytes");
        }
        else
        {
            payload = decoded;
        }

        errors = mistakes.Errors;
        return errors.Count > 0 || Topic is null ? null : new BusMessage
        {
            Topic = Topic,
            Payload = payload,
            QualityOfService = (QualityOfService)(QualityOfService ?? 0),
            Retain = Retain ?? false,
            ContentType = string.IsNullOrEmpty(ContentType) ? null : ContentType,
            ResponseTopic = string.IsNullOrEmpty(ResponseTopic) ? null : ResponseTopic,
            UserProperties = [.. UserProperties?.Select(pair => KeyValuePair.Create(pair?.Name ?? "", pair?.Value ?? "")) ?? []],
        };
    }

    private void CheckTopic(QueryParameters mistakes)
    {
        if (Topic is null || !TopicName.IsValid(Topic))
        {
            mistakes.Refuse("topic", $"topic has 1 to {TopicName.MaximumLengthBytes} bytes without '+', '#' and null");
        }
        else if (HubTopics.Contains(Topic))
        {
            mistakes.Refuse("topic", HubTopics.Rule);
        }
    }

    private void CheckProperties(QueryParameters mistakes)
    {
        if (Encoding is not (null or PayloadView.Text or PayloadView.Base64))
        {
            mistakes.Refuse("encoding", $"encoding is {PayloadView.Text} or {PayloadView.Base64}");
        }

        if (!IsField(ContentType))
        {
            mistakes.Refuse("content_type", $"content_type has at most {MaximumFieldCharacters} characters and no null");
        }

        if (!string.IsNullOrEmpty(ResponseTopic) && !TopicName.IsValid(ResponseTopic))
        {
            mistakes.Refuse("response_topic", "response_topic is a topic without '+', '#' and null");
        }

        if (UserProperties is { } pairs
            && (pairs.Count > MaximumUserProperties || pairs.Any(pair => pair?.Name is null || pair.Value is null || !IsField(pair.Name) || !IsField(pair.Value))))
        {
            mistakes.Refuse(
                "user_properties",
                $"user_properties are at most {MaximumUserProperties} of {{name, value}}, each up to {MaximumFieldCharacters} characters and no null");
        }
    }

    private bool TryDecode([NotNullWhen(true)] out byte[]? payload)
    {
        if (Encoding != PayloadView.Base64)
        {
            payload = System.Text.Encoding.UTF8.GetBytes(Payload ?? "");
            return true;
        }

        byte[] buffer = new byte[Payload?.Length ?? 0];
        bool isValid = Convert.TryFromBase64String(Payload ?? "", buffer, out int length);
        payload = isValid ? buffer[..length] : null;
        return isValid;
    }

    private static bool IsField(string? text) => text is null || (text.Length <= MaximumFieldCharacters && !text.Contains('\0'));
}
