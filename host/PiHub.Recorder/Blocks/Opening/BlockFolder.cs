using PiHub.Recorder.Files;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>Which block files are on disk.</summary>
internal static class BlockFolder
{
    /// <summary>Their numbers, ascending.</summary>
    public static List<int> Numbers(IFileSystem fileSystem, string folder)
    {
        var numbers = new List<int>();
        foreach (string path in fileSystem.List(folder))
        {
            if (BlockFile.NumberOf(path) is { } number)
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }
}
