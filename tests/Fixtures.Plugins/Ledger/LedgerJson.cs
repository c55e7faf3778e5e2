using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Ledger;

[JsonSerializable(typeof(Balance))]
internal sealed partial class LedgerJson : JsonSerializerContext;
