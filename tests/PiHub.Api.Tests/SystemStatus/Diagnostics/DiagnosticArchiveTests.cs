using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Api.SystemStatus.Diagnostics;

namespace PiHub.Api.Tests.SystemStatus.Diagnostics;

public sealed class DiagnosticArchiveTests
{
    [Fact]
    public async Task Write_HasEveryFile_WithoutSecrets_AlsoWhenOneFails()
    {
        using var stream = new MemoryStream();
        var archive = new DiagnosticArchive(
            [new FixedFile("a.txt", () => ["password=geheim", "fine"]), new FixedFile("b.txt", () => throw new InvalidOperationException("it is broken"))],
            NullLogger<DiagnosticArchive>.Instance);

        await archive.WriteAsync(stream, CancellationToken.None);

        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        Assert.Equal(["README.txt", "a.txt", "b.txt"], zip.Entries.Select(entry => entry.Name));
        Assert.Equal("password=[removed]\nfine\n", await ReadAsync(zip, "a.txt"));
        Assert.Contains("it is broken", await ReadAsync(zip, "b.txt"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader((zip.GetEntry(name) ?? throw new InvalidOperationException($"There is no {name}.")).Open());
        return await reader.ReadToEndAsync();
    }

    private sealed class FixedFile(string name, Func<IEnumerable<string>> read) : IDiagnosticFile
    {
        public string Name => name;

        public IEnumerable<string> Read() => read();
    }
}
