namespace PiHub.Mqtt.Storage;

/// <summary>What was read back.</summary>
/// <param name="State">Without what has expired.</param>
/// <param name="Expired">Deletes from the file what was left out.</param>
internal sealed record LoadedState(StoredState State, IReadOnlyList<StoreChange> Expired);
