using System.Text.Json;
using System.Text.Json.Serialization;

namespace PiHub.Sdk.Settings;

/// <summary>A secret setting, e.g. a password: write-only in the web interface, encrypted on disk, empty as text and in JSON that is shown.
/// </summary>
/// <remarks>Declare a settings property of this type. Since 0.2.</remarks>
/// <param name="value">The secret itself; empty when none was given.</param>
[JsonConverter(typeof(JsonForm))]
public readonly struct Secret(string value) : IEquatable<Secret>
{
    /// <summary>Whether one was given.</summary>
    public bool IsSet => !string.IsNullOrEmpty(value);

    /// <summary>Compares two secrets.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Compares two secrets.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    /// <summary>The secret itself, for whoever must send it; do not log it.</summary>
    /// <returns>The secret; empty when none was given.</returns>
    public string Reveal() => value ?? "";

    /// <inheritdoc/>
    public bool Equals(Secret other) => string.Equals(Reveal(), other.Reveal(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the secret.</summary>
    public override string ToString() => "";

    /// <summary>Reads a text; writes an empty one, so that no answer can show a secret by mistake.</summary>
    internal sealed class JsonForm : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("");
    }
}
