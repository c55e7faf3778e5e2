using System.Text.Json.Serialization;
using PiHub.Recorder;

namespace PiHub.Api.Devices;

/// <summary>Something that happened at a device.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Type">What.</param>
/// <param name="Data">The whole JSON object as the device sent it.</param>
internal sealed record RecordedEvent(DateTimeOffset Time, string Type, [property: JsonConverter(typeof(RawJsonConverter))] string Data)
{
    public static RecordedEvent Of(DeviceEvent recorded) => new(recorded.Time, recorded.Type, recorded.Payload);
}
