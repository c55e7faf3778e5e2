using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PiHub.Access.SecondFactor;

/// <summary>Time-based one-time passwords: RFC 6238 with SHA-1, steps of 30 s and 6 digits, as every authenticator app has them.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    // RFC 6238, section 5.2: one step of delay each way.
    private const int Tolerance = 1;

    /// <summary>The number of the step that an instant lies in.</summary>
    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Compute(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 and the authenticator apps use HMAC-SHA-1, whose strength does not rest on collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350

        // Dynamic truncation: RFC 4226, section 5.3.
        int offset = hash[^1] & 0xf;
        uint number = BinaryPrimitives.ReadUInt32BigEndian(hash[offset..]) & 0x7fff_ffff;
        return (number % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step that a code is of, newer than the last used one; null when it is of none.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastStep)
    {
        byte[] given = Encoding.UTF8.GetBytes(code);
        long? match = null;
        for (long step = StepOf(now) - Tolerance; step <= StepOf(now) + Tolerance; step++)
        {
            bool isEqual = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Compute(secret, step)));
            if (isEqual && step > lastStep)
            {
                match ??= step;
            }
        }

        return match;
    }
}
