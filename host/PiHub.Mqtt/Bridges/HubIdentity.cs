using System.Security.Cryptography;

namespace PiHub.Mqtt.Bridges;

/// <summary>By what a hub tells its own messages when they come back: chance, made once and kept.</summary>
internal static class HubIdentity
{
    private const int Length = 12;

    /// <summary>Reads it from the folder, or makes it.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static string ReadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "hub-id");
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: Length } known && known.All(char.IsAsciiHexDigitLower))
        {
            return known;
        }

        string id = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        File.WriteAllText(file + ".new", id);
        File.Move(file + ".new", file, overwrite: true);
        return id;
    }
}
