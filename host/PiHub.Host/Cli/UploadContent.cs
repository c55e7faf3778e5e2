using System.Net;
using System.Net.Http.Headers;

namespace PiHub.Host.Cli;

/// <summary>Streams a file to the hub, with the progress on standard error when that is a terminal.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly FileStream _file;

    public UploadContent(string path)
    {
        _file = File.OpenRead(path);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int count; (count = await _file.ReadAsync(buffer)) > 0;)
        {
            await stream.WriteAsync(buffer.AsMemory(0, count));
            Show(_file.Position == _file.Length ? "\n" : "");
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Show(string end)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\rsent {100 * _file.Position / _file.Length,3} % of {_file.Length / 1024} KiB{end}");
        }
    }
}
