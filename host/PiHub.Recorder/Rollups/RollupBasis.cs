using System.Globalization;
using System.Text;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Rollups;

/// <summary>Remembers by what the stored rollups were made, over restarts: one line a series in a small file, written only when something
/// changes. A file that is missing, or a line that cannot be read, only means that a change is not noticed. Notes are safe from any thread;
/// loading and saving are for one caller, while nobody notes.</summary>
/// <param name="files">The disk.</param>
/// <param name="path">The file.</param>
internal sealed class RollupBasis(IFileSystem files, string path)
{
    private const string Counter = "counter";
    private const string Plain = "plain";
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Device, string Metric), SeriesBasis> _series = [];
    private bool _isChanged;

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Load()
    {
        _series.Clear();
        foreach (string line in ReadText().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is [string device, string metric, Counter or Plain, string zone])
            {
                bool isCounter = line.Contains($"\t{Counter}\t", StringComparison.Ordinal);
                _series[(device, Uri.UnescapeDataString(metric))] = new SeriesBasis(isCounter, zone);
            }
        }
    }

    /// <summary>What is known of a series; null: nothing.</summary>
    public SeriesBasis? Of(string device, string metric)
    {
        lock (_lock)
        {
            return _series.GetValueOrDefault((device, metric));
        }
    }

    /// <summary>Notes a series, to be saved.</summary>
    public void Set(string device, string metric, SeriesBasis basis)
    {
        lock (_lock)
        {
            if (_series.GetValueOrDefault((device, metric)) != basis)
            {
                _series[(device, metric)] = basis;
                _isChanged = true;
            }
        }
    }

    /// <summary>Writes the file when something has changed.</summary>
    /// <exception cref="IOException">The disk fails; try again.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk refuses; try again.</exception>
    public void Save()
    {
        if (!_isChanged)
        {
            return;
        }

        var text = new StringBuilder();
        foreach (((string device, string metric), SeriesBasis basis) in _series)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{device}\t{Uri.EscapeDataString(metric)}\t{(basis.IsCounter ? Counter : Plain)}\t{basis.Zone}\n");
        }

        string fresh = path + ".new";
        using (IStorageFile file = files.Open(fresh))
        {
            file.SetLength(0);
            file.Write(0, Encoding.UTF8.GetBytes(text.ToString()));
            file.Sync();
        }

        files.Move(fresh, path);
        files.SyncFolder(Path.GetDirectoryName(path) ?? ".");
        _isChanged = false;
    }

    private string ReadText()
    {
        try
        {
            using IStorageFile file = files.OpenRead(path);
            var bytes = new byte[file.Length];
            return Encoding.UTF8.GetString(bytes, 0, file.Read(0, bytes));
        }
        catch (FileNotFoundException)
        {
            return "";
        }
        catch (DirectoryNotFoundException)
        {
            return "";
        }
    }
}
