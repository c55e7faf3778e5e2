using System.Text;

namespace PiHub.PluginHost.Packages;

/// <summary>The rules for the names in a package: each must be the same safe place on every file system.</summary>
internal sealed class EntryNames(RefusalReasons reasons)
{
    public const int MaximumBytes = 200;
    public const int MaximumDepth = 16;

    // Files and the folders that they lie in, by their names without case.
    private readonly Dictionary<string, (string Name, bool IsFile)> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the name of a file, and that none before takes its place.</summary>
    /// <returns>Whether it may be used.</returns>
    public bool Add(string name)
    {
        if (Fault(name) is { } fault)
        {
            reasons.Add($"the name '{Shown(name)}' {fault}");
            return false;
        }

        bool isGood = Take(name, isFile: true);
        for (int end = name.LastIndexOf('/'); isGood && end > 0; end = name.LastIndexOf('/', end - 1))
        {
            isGood = Take(name[..end], isFile: false);
        }

        return isGood;
    }

    /// <summary>A name as it can be shown: without what would spoil a line, and not too long.</summary>
    public static string Shown(string name)
    {
        string visible = string.Concat(name.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
        return visible.Length <= 100 ? visible : $"{visible[..100]}…";
    }

    private static string? Fault(string name)
    {
        if (name.Length == 0)
        {
            return "is empty: pack the folder again";
        }

        if (name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return "is not valid UTF-8: name the file with plain letters";
        }

        if (name.Any(char.IsControl))
        {
            return "has a control character: rename the file";
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            return "has a backslash: pack with a tool that writes '/' between folders, such as pihub plugin pack";
        }

        if (name.StartsWith('/') || (name.Length >= 2 && char.IsAsciiLetter(name[0]) && name[1] == ':'))
        {
            return "is an absolute path: only places in the package itself are allowed";
        }

        if (Encoding.UTF8.GetByteCount(name) > MaximumBytes)
        {
            return $"has more than {MaximumBytes} bytes: choose a shorter one";
        }

        string[] levels = name.Split('/');
        return levels.Length > MaximumDepth ? $"lies more than {MaximumDepth} folders deep: lay the files out flatter"
            : levels.Any(level => level is "" or "." or "..") ? "leads out of the package or to no file: only plain paths are allowed"
            : levels.Any(level => level.Equals(PackageLayout.StagingName, StringComparison.OrdinalIgnoreCase))
                ? $"uses '{PackageLayout.StagingName}', a name of the hub's own: rename it"
            : levels is [PackageLayout.RecordName] ? "is a name of the hub's own: leave the file out"
            : null;
    }

    private bool Take(string name, bool isFile)
    {
        if (_taken.TryAdd(name, (name, isFile)))
        {
            return true;
        }

        (string other, bool otherIsFile) = _taken[name];
        string? fault = name != other ? $"differs from '{Shown(other)}' only in case: rename one of them"
            : isFile && otherIsFile ? "is there twice: keep one of them"
            : isFile != otherIsFile ? "is both a file and a folder: rename one of them"
            : null;
        if (fault is not null)
        {
            reasons.Add($"the name '{Shown(name)}' {fault}");
        }

        return fault is null;
    }
}
