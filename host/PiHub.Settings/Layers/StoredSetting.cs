namespace PiHub.Settings.Layers;

/// <summary>A setting as an admin set it.</summary>
/// <param name="Path">The setting's path.</param>
/// <param name="Value">JSON; of a secret the encrypted text.</param>
/// <param name="IsProtected">Whether it is a secret.</param>
internal sealed record StoredSetting(string Path, string Value, bool IsProtected);
