using System.Buffers;
using System.Text.Json;

namespace PiHub.Hal.Commands;

/// <summary>What became of a command: <c>{id, ok, state, error}</c> on <c>…/command/&lt;name&gt;/result</c>.</summary>
/// <param name="Id">The caller's id; null when the envelope had none.</param>
/// <param name="State">The device's state after it.</param>
/// <param name="Error">What went wrong; null: it was carried out.</param>
internal sealed record CommandResult(string? Id, string? State, string? Error)
{
    public static CommandResult Done(string id, string? state) => new(id, state, null);

    public static CommandResult Failed(string? id, string error) => new(id, null, error);

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", Id);
            writer.WriteBoolean("ok", Error is null);
            writer.WriteString("state", State);
            writer.WriteString("error", Error);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
