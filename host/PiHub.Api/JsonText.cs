using System.Buffers;
using System.Text.Json;

namespace PiHub.Api;

/// <summary>Checks JSON that clients send and the hub passes on.</summary>
internal static class JsonText
{
    /// <summary>What <see cref="IsWritable"/> refuses, for the client.</summary>
    public const string Rule = "a text in it is not valid Unicode (half of a surrogate pair)";

    /// <summary>Whether a value can be written again: "\ud800" can be read, but is no text that could.</summary>
    public static bool IsWritable(JsonElement value)
    {
        using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        try
        {
            value.WriteTo(writer);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
