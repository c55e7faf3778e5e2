namespace PiHub.PluginHost.Manifests;

/// <summary>One thing that is wrong with a manifest.</summary>
/// <param name="Path">Where, as a JSON path, e.g. <c>$.permissions.publish[0]</c>; <c>$</c> is the whole, empty the file itself.</param>
/// <param name="Message">What is wrong there, the rest of a sentence that begins with the place, without a full stop.</param>
/// <param name="Remedy">What to do about it, without a full stop.</param>
/// <param name="LineNumber">The line, from 1; 0 when none is known.</param>
internal sealed record ManifestError(string Path, string Message, string Remedy, int LineNumber = 0)
{
    /// <summary>The whole sentence, for people.</summary>
    public override string ToString()
    {
        string subject = Path switch
        {
            "" => ManifestReader.FileName,
            "$" => "the whole",
            _ => Path[2..],
        };
        return $"{subject} {Message}{(LineNumber > 0 ? $" (line {LineNumber})" : "")}: {Remedy}";
    }
}
