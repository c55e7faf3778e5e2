using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>Writes what helps to find a fault into a zip file, without secrets.</summary>
internal sealed class DiagnosticArchive(IEnumerable<IDiagnosticFile> files, ILogger<DiagnosticArchive> logger)
{
    private const string Notice =
        "Made by PiHub to help finding a fault. Passwords, keys, tokens, e-mail addresses and public network addresses were taken out.\n"
        + "Look through it all the same before you give it to somebody.\n";

    /// <summary>Writes the archive, file by file; one that cannot be read says so in it.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using ZipArchive zip = await ZipArchive.CreateAsync(
            stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await AddAsync(zip, "README.txt", [Notice], cancellationToken);
        foreach (IDiagnosticFile file in files)
        {
            await AddAsync(zip, file.Name, Try(file), cancellationToken);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        await using Stream entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        foreach (string line in lines)
        {
            await entry.WriteAsync(Encoding.UTF8.GetBytes(Redactor.Clean(line) + "\n"), cancellationToken);
        }
    }

    private string[] Try(IDiagnosticFile file)
    {
        try
        {
            return [.. file.Read()];
        }
#pragma warning disable CA1031 // Boundary: the diagnostics are wanted most when a part is broken; the others are told all the same.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.DiagnosticFileFailed(logger, file.Name, exception);
            return [$"This could not be read: {exception.Message}"];
        }
    }
}
