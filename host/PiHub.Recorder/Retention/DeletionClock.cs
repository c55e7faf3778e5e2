using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Retention;

/// <summary>Says whether the hub's clock may be believed so far that readings are deleted by it: it must be set, and when it is more than
/// 30 days ahead of where it was last believed, it must have gone on evenly from there for a day. Where that was is kept in a small file,
/// written once a day. One caller at a time.</summary>
/// <param name="clock">Tells whether the clock is set; null: it is.</param>
/// <param name="files">The disk.</param>
/// <param name="path">The file. When it is missing or cannot be read there is nothing to compare with, and the clock is believed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets told when deleting is held back, once.</param>
internal sealed class DeletionClock(IHubClock? clock, IFileSystem files, string path, TimeProvider time, ILogger logger)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "clock.basis";

    private const int LongestText = 64;
    private static readonly TimeSpan LongestJump = TimeSpan.FromDays(30);
    private static readonly TimeSpan Confirmation = TimeSpan.FromDays(1);
    private static readonly TimeSpan Unevenness = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _believed;
    private DateTimeOffset? _stored;
    private bool _isRead;
    private (DateTimeOffset Time, long Timestamp)? _doubt;
    private string? _held;

    /// <summary>Whether the clock is set at all.</summary>
    public bool IsSet => clock is null || clock.Status.IsSet;

    /// <summary>Why nothing is deleted by age, in one line; null while it is.</summary>
    public string? Held => Volatile.Read(ref _held);

    /// <summary>Looks at the clock.</summary>
    /// <returns>Whether it may be believed now.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk refuses.</exception>
    public bool Check()
    {
        string? held = Doubt(time.GetUtcNow());
        if (held is not null && _held is null)
        {
            logger.DeletingHeld(held);
        }

        Volatile.Write(ref _held, held);
        return held is null;
    }

    private string? Doubt(DateTimeOffset now)
    {
        if (!IsSet)
        {
            return "Nothing is deleted by age while the hub's clock is not set. Connect the hub to a time server.";
        }

        if (!_isRead)
        {
            _believed = _stored = Read();
            _isRead = true;
        }

        if (_believed is { } believed && now - believed > LongestJump && !IsConfirmed(now))
        {
            return $"The hub's clock jumped from {Text(believed)} to {Text(now)}; nothing is deleted by age until it has gone on from there "
                + "for a day. If it is wrong, set it right.";
        }

        _doubt = null;
        _believed = now;
        if (_stored is not { } stored || (now - stored).Duration() >= TimeSpan.FromDays(1))
        {
            Write(now);
            _stored = now;
        }

        return null;
    }

    private bool IsConfirmed(DateTimeOffset now)
    {
        if (_doubt is { } doubt)
        {
            TimeSpan passed = time.GetElapsedTime(doubt.Timestamp);
            if ((now - doubt.Time - passed).Duration() <= Unevenness)
            {
                return passed >= Confirmation;
            }
        }

        _doubt = (now, time.GetTimestamp());
        return false;
    }

    private DateTimeOffset? Read()
    {
        try
        {
            using IStorageFile file = files.OpenRead(path);
            var bytes = new byte[LongestText];
            string text = Encoding.ASCII.GetString(bytes, 0, file.Read(0, bytes)).Trim();
            return DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset read) ? read : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Write(DateTimeOffset now)
    {
        string fresh = path + ".new";
        using (IStorageFile file = files.Open(fresh))
        {
            file.SetLength(0);
            file.Write(0, Encoding.ASCII.GetBytes(now.ToString("O", CultureInfo.InvariantCulture)));
            file.Sync();
        }

        files.Move(fresh, path);
        files.SyncFolder(Path.GetDirectoryName(path) ?? ".");
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
